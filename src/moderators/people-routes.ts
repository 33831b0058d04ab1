import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { refuse } from '../refusal.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { ByRowId, InviteRequest, PeopleQuery, PersonPatch, type PersonView } from '../wire/account.ts';
import { type AuthenticateNeeds, requireModerator } from './authenticate.ts';
import { type ChangePeopleNeeds, changePerson, listPeople, removePerson } from './change-people.ts';
import { type Moderator, mayRule, requireMay, requireMaySomewhere } from './may.ts';
import { addPerson, type PeopleNeeds } from './people.ts';
import type { Person } from './person.ts';

export type PeopleRouteNeeds = AuthenticateNeeds &
  ChangePeopleNeeds &
  PeopleNeeds & { readonly sites: Pick<SiteBook, 'bySlug' | 'all'> };

type OwnerHandler = (
  needs: PeopleRouteNeeds,
  asked: { readonly moderator: Moderator; readonly request: Request; readonly response: Response },
) => Promise<unknown>;

/** A route for those who look after people: owners, each for their own sites, and operators. */
const owned =
  (handle: OwnerHandler) =>
  (needs: PeopleRouteNeeds): RequestHandler =>
  async (request, response) => {
    const moderator = await requireModerator(needs, request);
    requireMaySomewhere(moderator, 'own');
    const answer = await handle(needs, { moderator, request, response });
    response.set('Cache-Control', 'no-store');
    if (answer === undefined) response.status(204).end();
    else response.json(answer);
  };

export const peopleRoute = owned(async (needs, { moderator, request }) => {
  const { site: slug } = PeopleQuery.parse(request.query);
  const site = slug === undefined ? null : await needs.sites.bySlug(slug);
  if (site) requireMay(moderator, 'own', site.id);
  const people = await listPeople(needs, moderator, site);
  return { people: await Promise.all(people.map((person) => viewFor(needs, moderator, person))) };
});

export const inviteRoute = owned(async (needs, { moderator, request, response }) => {
  const { sites: slugs, ...invitation } = InviteRequest.parse(request.body);
  const sites = await sitesFor(needs, moderator, slugs);
  if (!mayRule(moderator, { role: invitation.role, sites: sites.map(({ id }) => id) })) refuse('not-allowed');
  const { person, setUpPath } = await addPerson(needs, moderator, { ...invitation, sites, password: null });
  response.status(201);
  return { person: await viewFor(needs, moderator, person), setupUrl: `${needs.publicUrl}${setUpPath}` };
});

export const changePersonRoute = owned(async (needs, { moderator, request }) => {
  const { role, sites: slugs } = PersonPatch.parse(request.body);
  const sites = slugs && (await sitesFor(needs, moderator, slugs));
  const changed = await changePerson(needs, moderator, { id: ByRowId.parse(request.params).id, role, sites });
  return viewFor(needs, moderator, changed);
});

export const removePersonRoute = owned((needs, { moderator, request }) =>
  removePerson(needs, moderator, ByRowId.parse(request.params).id),
);

async function sitesFor(needs: PeopleRouteNeeds, moderator: Moderator, slugs: readonly string[]): Promise<readonly Site[]> {
  const sites = await Promise.all(slugs.map((slug) => needs.sites.bySlug(slug)));
  for (const site of sites) requireMay(moderator, 'own', site.id);
  return sites;
}

/** Of somebody's sites, those that the asker has as well. */
async function viewFor(needs: PeopleRouteNeeds, moderator: Moderator, person: Person): Promise<z.infer<typeof PersonView>> {
  const { id, email, name, role } = person;
  const seen = person.sites.filter((site) => moderator.sites === null || moderator.sites.includes(site));
  const slugs = (await needs.sites.all()).flatMap((site) => (seen.includes(site.id) ? [site.slug] : []));
  return { id, email, name, role, sites: role === 'operator' ? null : slugs, isSetUp: person.password !== null };
}
