import type { Keys } from '../keys.ts';
import type { LogEntry } from '../moderation/log.ts';
import { refuse, refuseField } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import { hashPassword, isStrongEnough } from './password.ts';
import type { Person } from './person.ts';

export interface SetUpNeeds {
  readonly store: { readonly people: Pick<Store['people'], 'hasOperator' | 'addFirst' | 'byId' | 'setFirstPassword'> };
  readonly keys: Keys;
  readonly now: () => number;
  readonly newId: () => string;
  readonly randomBytes: (size: number) => Buffer;
}

export interface FirstAccount {
  readonly token: string;
  /** Not asked of who was invited. */
  readonly email: string | null;
  readonly name: string | null;
  readonly password: string;
}

/** Names what a set-up link is for: the first operator, or one invited person. */
const firstOperator = 'first-operator';

/** The path of the link that makes the first operator. It works once, because it works only while there is none. */
export function firstOperatorPath(keys: Keys): string {
  return `/setup?token=${firstOperator}.${keys.sign('setup', '', firstOperator)}`;
}

/** The path of the link by which somebody invited chooses a password. It works only while they have none. */
export function invitationPath(keys: Keys, personId: string): string {
  return `/setup?token=${personId}.${keys.sign('setup', '', personId)}`;
}

/** Who may set up what with this token: the first operator, an invited person, or nobody. */
export async function setUpBy(needs: SetUpNeeds, token: string): Promise<{ readonly person: Person | null } | null> {
  const [subject = '', signature = '', ...more] = token.split('.');
  if (more.length > 0) return null;
  if (!needs.keys.verify('setup', '', { data: subject, signature })) return null;
  if (subject === firstOperator) return (await needs.store.people.hasOperator()) ? null : { person: null };
  const person = await needs.store.people.byId(subject);
  return person && person.password === null ? { person } : null;
}

/**
 * Makes the first operator, or gives an invited person the password they chose.
 * @throws Refusal `not-allowed` for a token that is wrong or spent, `invalid` for a weak password
 */
export async function setUp(needs: SetUpNeeds, account: FirstAccount): Promise<void> {
  const allowed = (await setUpBy(needs, account.token)) ?? refuse('not-allowed');
  const email = allowed.person?.email ?? account.email ?? refuseField('email', 'required', 'Please enter your email.');
  if (!isStrongEnough(account.password, email)) {
    refuseField('password', 'weak', 'Choose at least 10 characters that are not a common password and not your address.');
  }
  const password = await hashPassword(account.password, needs.randomBytes);
  const done = allowed.person
    ? await setFirst(needs, allowed.person, password)
    : await addFirst(needs, { ...account, email }, password);
  if (!done) refuse('not-allowed');
}

async function addFirst(needs: SetUpNeeds, { email, name }: Pick<Person, 'email' | 'name'>, password: string): Promise<boolean> {
  const person: Person = { id: needs.newId(), email, name, role: 'operator', sites: [], password, createdAt: needs.now() };
  return (await needs.store.people.addFirst(person, { jobs: [], log: entryOf(needs, person) })) === 'added';
}

function setFirst(needs: SetUpNeeds, person: Person, password: string): Promise<boolean> {
  return needs.store.people.setFirstPassword(person.id, password, { jobs: [], log: entryOf(needs, person) });
}

function entryOf(needs: SetUpNeeds, person: Person): LogEntry {
  const actor = { kind: 'person', id: person.id, name: person.name ?? person.role } as const;
  return { id: needs.newId(), siteId: null, at: needs.now(), actor, act: 'people', note: null, detail: { setUp: person.role } };
}
