import type { z } from 'zod';
import { refuse } from '../refusal.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { ByRowId, InviteRequest, PeopleQuery, PersonPatch, type PersonView } from '../wire/account.ts';
import type { AuthenticateNeeds } from './authenticate.ts';
import { type ChangePeopleNeeds, changePerson, listPeople, removePerson } from './change-people.ts';
import { type Moderator, mayRule, requireMay } from './may.ts';
import { addPerson, type PeopleNeeds } from './people.ts';
import type { Person } from './person.ts';
import { signedRoutes } from './signed-routes.ts';

export type PeopleRouteNeeds = AuthenticateNeeds &
  ChangePeopleNeeds &
  PeopleNeeds & { readonly sites: Pick<SiteBook, 'bySlug' | 'all'> };

const { owned } = signedRoutes<PeopleRouteNeeds>();

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
