import type { NewJob } from '../jobs/job.ts';
import type { Keys } from '../keys.ts';
import { entryOf } from '../moderation/log-entry.ts';
import { refuseField } from '../refusal.ts';
import type { Site } from '../sites/site.ts';
import type { Store } from '../storage/store.ts';
import { hashOfToken, newBearerToken } from './bearer.ts';
import { type Moderator, may } from './may.ts';
import { hashPassword } from './password.ts';
import { requireStrong, type StrengthNeeds } from './password-strength.ts';
import { knownOn, newPerson, type Person, type Role, type Token } from './person.ts';
import { invitationPath } from './set-up.ts';

export interface PeopleNeeds extends StrengthNeeds {
  readonly store: { readonly people: Pick<Store['people'], 'add' | 'addToken' | 'tokens' | 'revokeToken'> };
  readonly keys: Keys;
  readonly mailer: { readonly isOn: boolean };
  readonly now: () => number;
  readonly newId: () => string;
  readonly randomBytes: (size: number) => Buffer;
}

export interface Invitation {
  readonly email: string;
  readonly name: string | null;
  readonly role: Role;
  readonly sites: readonly Site[];
  readonly password: string | null;
}

/** Adds somebody who moderates. Without a password they choose one by the link whose path is answered. */
export async function addPerson(
  needs: PeopleNeeds,
  by: Moderator,
  invitation: Invitation,
): Promise<{ person: Person; setUpPath: string | null }> {
  const { email, name, role, password } = invitation;
  if (role !== 'operator' && invitation.sites.length === 0) refuseField('site', 'required', `Name the sites of this ${role}.`);
  const sites = invitation.sites.map((site) => site.id);
  if (password !== null) await requireStrong(needs, password, { email, name, sites });
  const hashed = password === null ? null : await hashPassword(password, needs.randomBytes);
  const person = newPerson({ id: needs.newId(), email, name, role, sites, password: hashed, createdAt: needs.now() });
  const detail = { added: person.id, role };
  const log = entryOf(needs, by, { siteId: null, sites: knownOn(person), act: 'people', note: null, detail });
  const outcome = await needs.store.people.add(person, { jobs: invitingJobs(needs, person), log });
  if (outcome === 'email-taken') refuseField('email', 'taken', 'There is somebody with this address already.');
  return { person, setUpPath: hashed === null ? invitationPath(needs.keys, person) : null };
}

/** Where there is a mail server the link goes out by mail as well. */
function invitingJobs({ mailer, newId, now }: PeopleNeeds, { id, password }: Person): NewJob[] {
  if (!mailer.isOn || password !== null) return [];
  return [{ id: newId(), key: `invite:${id}`, kind: 'invite-person', subjectId: id, runAt: now() }];
}

/** Makes a bearer token. Its text is answered this once; what is kept is its hash. */
export async function createToken(
  needs: PeopleNeeds,
  by: Moderator,
  { site, role, name }: { readonly site: Site; readonly role: Token['role']; readonly name: string },
): Promise<{ readonly id: string; readonly token: string }> {
  const token = newBearerToken(needs.randomBytes);
  const id = needs.newId();
  const log = entryOf(needs, by, { siteId: site.id, act: 'token', note: null, detail: { created: id, role } });
  await needs.store.people.addToken(
    { id, siteId: site.id, role, name, hash: hashOfToken(token), createdAt: needs.now() },
    { jobs: [], log },
  );
  return { id, token };
}

/** False for a token that there is not, or that is of none of the asker's sites. */
export async function revokeToken(needs: PeopleNeeds, by: Moderator, id: string): Promise<boolean> {
  const token = (await needs.store.people.tokens()).find((one) => one.id === id);
  if (!token || !may(by, 'own', token.siteId)) return false;
  const log = entryOf(needs, by, { siteId: token.siteId, act: 'token', note: null, detail: { revoked: id } });
  return needs.store.people.revokeToken(id, { jobs: [], log });
}
