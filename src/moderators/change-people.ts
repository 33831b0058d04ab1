import type { Keys } from '../keys.ts';
import { entryOf } from '../moderation/log-entry.ts';
import { refuse, refuseField } from '../refusal.ts';
import type { Site } from '../sites/site.ts';
import type { Store } from '../storage/store.ts';
import { type Moderator, mayRule } from './may.ts';
import { knownOn, noSecondFactors, type Person, type Role } from './person.ts';
import { invitationPath } from './set-up.ts';

export interface ListPeopleNeeds {
  readonly store: { readonly people: Pick<Store['people'], 'all'> };
}

export interface ChangePeopleNeeds {
  readonly store: { readonly people: Pick<Store['people'], 'byId' | 'all' | 'change' | 'remove'> };
  readonly now: () => number;
  readonly newId: () => string;
}

/** Those whom this moderator may see among the people: of their own sites, or everybody. */
export async function listPeople(needs: ListPeopleNeeds, moderator: Moderator, site: Site | null): Promise<readonly Person[]> {
  const sites = site ? [site.id] : moderator.sites;
  const all = await needs.store.people.all();
  return sites === null ? all : all.filter((person) => knownOn(person).some((id) => sites.includes(id)));
}

export interface PersonChange {
  readonly role?: Role | undefined;
  readonly name?: string | null | undefined;
  readonly sites?: readonly Site[] | undefined;
}

/**
 * Gives somebody another role or other sites. It is in force with their next request: sessions say who somebody is, not what they may.
 * @throws Refusal `not-found` for who is none of the asker's, `not-allowed` for more than the asker may give
 */
export async function changePerson(
  needs: ChangePeopleNeeds,
  moderator: Moderator,
  { id, ...to }: PersonChange & { readonly id: string },
): Promise<Person> {
  const person = await personFor(needs, moderator, id);
  const sites = to.sites?.map((site) => site.id) ?? person.sites;
  const changed: Person = {
    ...person,
    role: to.role ?? person.role,
    name: to.name === undefined ? person.name : to.name,
    sites,
    version: person.version + 1,
  };
  if (!mayRule(moderator, person) || !mayRule(moderator, changed)) refuse('not-allowed');
  if (changed.role !== 'operator' && sites.length === 0)
    refuseField('sites', 'required', `Name the sites of this ${changed.role}.`);
  if (person.role === 'operator' && changed.role !== 'operator') await requireAnotherOperator(needs, person);
  await put(needs, moderator, { person, changed, what: 'changed' });
  return changed;
}

/**
 * For who lost their password or their second factor: both are gone, every session too, and the link whose path is answered lets them
 * choose a new password.
 */
export async function resetSignIn(
  needs: ChangePeopleNeeds & { readonly keys: Keys },
  by: Moderator,
  id: string,
): Promise<string> {
  const person = await personFor(needs, by, id);
  if (!mayRule(by, person)) refuse('not-allowed');
  const cleared = {
    ...person,
    password: null,
    secondFactors: noSecondFactors,
    epoch: person.epoch + 1,
    version: person.version + 1,
  };
  await put(needs, by, { person, changed: cleared, what: 'reset' });
  return invitationPath(needs.keys, cleared);
}

/** Ends every session of somebody. */
export async function endSessions(needs: ChangePeopleNeeds, by: Moderator, id: string): Promise<void> {
  const person = await personFor(needs, by, id);
  const changed = { ...person, epoch: person.epoch + 1, version: person.version + 1 };
  await put(needs, by, { person, changed, what: 'signedOut' });
}

/** Takes somebody's ties to the asker's sites away; with the last one, or by an operator, the whole account. */
export async function removePerson(needs: ChangePeopleNeeds, moderator: Moderator, id: string): Promise<void> {
  const person = await personFor(needs, moderator, id);
  const left = moderator.sites === null ? [] : person.sites.filter((site) => !moderator.sites?.includes(site));
  if (left.length > 0)
    return put(needs, moderator, { person, changed: { ...person, sites: left, version: person.version + 1 }, what: 'changed' });
  if (!mayRule(moderator, person)) refuse('not-allowed');
  if (person.role === 'operator') await requireAnotherOperator(needs, person);
  const detail = { removed: id, role: person.role };
  const log = entryOf(needs, moderator, { siteId: null, sites: knownOn(person), act: 'people', note: null, detail });
  if (!(await needs.store.people.remove(id, { jobs: [], log }))) refuse('not-found');
}

async function personFor(needs: ChangePeopleNeeds, moderator: Moderator, id: string): Promise<Person> {
  const seen = await listPeople(needs, moderator, null);
  return seen.find((person) => person.id === id) ?? refuse('not-found');
}

async function put(
  needs: ChangePeopleNeeds,
  moderator: Moderator,
  { person, changed, what }: { person: Person; changed: Person; what: 'changed' | 'reset' | 'signedOut' },
): Promise<void> {
  const detail = { [what]: person.id, role: changed.role };
  const sites = sitesOfChange(person, changed);
  const log = entryOf(needs, moderator, { siteId: null, sites, act: 'people', note: null, detail });
  if ((await needs.store.people.change(changed, { jobs: [], log })) === 'stale') refuse('stale');
}

/** Where only ties to sites came or went, it is nothing to the owners of the others. */
function sitesOfChange(person: Person, changed: Person): readonly string[] {
  const [before, after] = [knownOn(person), knownOn(changed)];
  const all = [...new Set([...before, ...after])];
  const moved = all.filter((site) => before.includes(site) !== after.includes(site));
  return moved.length > 0 && person.role === changed.role && person.name === changed.name ? moved : all;
}

/** Without an operator the one-time link of the first start would open again. */
async function requireAnotherOperator(needs: ChangePeopleNeeds, { id }: Person): Promise<void> {
  const others = (await needs.store.people.all()).some((other) => other.role === 'operator' && other.id !== id);
  if (!others) refuse('not-allowed', { message: 'This is the last operator.' });
}
