import { refuse } from '../refusal.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { ByRowId } from '../wire/account.ts';
import { TokenRequest, TokensQuery } from '../wire/overview.ts';
import type { AuthenticateNeeds } from './authenticate.ts';
import { may, requireMay } from './may.ts';
import { createToken, type PeopleNeeds, revokeToken } from './people.ts';
import { signedRoutes } from './signed-routes.ts';

export type TokenNeeds = AuthenticateNeeds & PeopleNeeds & { readonly sites: Pick<SiteBook, 'bySlug' | 'byId' | 'all'> };

const { owned } = signedRoutes<TokenNeeds>();

/** Tokens of one's own sites, latest first, without what they are. */
export const tokensRoute = owned(async (needs, { moderator, request }) => {
  const { site: slug } = TokensQuery.parse(request.query);
  const site = slug === undefined ? null : await needs.sites.bySlug(slug);
  if (site) requireMay(moderator, 'own', site.id);
  const slugs = new Map((await needs.sites.all()).map(({ id, slug: name }) => [id, name]));
  const own = (await needs.store.people.tokens()).filter(({ siteId }) => may(moderator, 'own', siteId));
  const shown = own.filter(({ siteId }) => site === null || siteId === site.id).toSorted((a, b) => b.createdAt - a.createdAt);
  const views = shown.map(({ id, siteId, role, name, createdAt }) => {
    return { id, site: slugs.get(siteId) ?? '', role, name, createdAt: new Date(createdAt).toISOString() };
  });
  return { tokens: views };
});

export const newTokenRoute = owned(async (needs, { moderator, request, response }) => {
  const { site: slug, role, name } = TokenRequest.parse(request.body);
  const site = await needs.sites.bySlug(slug);
  requireMay(moderator, 'own', site.id);
  response.status(201);
  return createToken(needs, moderator, { site, role, name });
});

export const revokeTokenRoute = owned(async (needs, { moderator, request }) => {
  const { id } = ByRowId.parse(request.params);
  if (!(await revokeToken(needs, moderator, id))) refuse('not-found');
});
