import type { Keys } from '../keys.ts';
import type { LogEntry } from '../moderation/log.ts';
import { refuse, refuseField } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import { hashPassword } from './password.ts';
import { requireStrong, type StrengthNeeds } from './password-strength.ts';
import { knownOn, newPerson, type Person } from './person.ts';

export interface SetUpNeeds extends StrengthNeeds {
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

/** The path of the link by which somebody invited chooses a password. It works only while they have none, and once. */
export function invitationPath(keys: Keys, person: Pick<Person, 'id' | 'epoch'>): string {
  return `/setup?token=${person.id}.${keys.sign('setup', '', invited(person))}`;
}

/** Who loses their password gets another link: the old one lies in a mailbox somewhere. */
const invited = ({ id, epoch }: Pick<Person, 'id' | 'epoch'>): string => `${id}.${epoch}`;

/** Who may set up what with this token: the first operator, an invited person, or nobody. */
export async function setUpBy(needs: SetUpNeeds, token: string): Promise<{ readonly person: Person | null } | null> {
  const [subject = '', signature = '', ...more] = token.split('.');
  if (more.length > 0) return null;
  const isSigned = (data: string) => needs.keys.verify('setup', '', { data, signature });
  if (subject === firstOperator) return isSigned(subject) && !(await needs.store.people.hasOperator()) ? { person: null } : null;
  const person = await needs.store.people.byId(subject);
  return person?.password === null && isSigned(invited(person)) ? { person } : null;
}

/**
 * Makes the first operator, or gives an invited person the password they chose.
 * @throws Refusal `not-allowed` for a token that is wrong or spent, `invalid` for a weak password
 */
export async function setUp(needs: SetUpNeeds, account: FirstAccount): Promise<void> {
  const allowed = (await setUpBy(needs, account.token)) ?? refuse('not-allowed');
  const email = allowed.person?.email ?? account.email ?? refuseField('email', 'required', 'Please enter your email.');
  await requireStrong(needs, account.password, allowed.person ?? { email, name: account.name, sites: [] });
  const password = await hashPassword(account.password, needs.randomBytes);
  const done = allowed.person
    ? await setFirst(needs, allowed.person, password)
    : await addFirst(needs, { ...account, email }, password);
  if (!done) refuse('not-allowed');
}

async function addFirst(needs: SetUpNeeds, { email, name }: Pick<Person, 'email' | 'name'>, password: string): Promise<boolean> {
  const person = newPerson({ id: needs.newId(), email, name, role: 'operator', sites: [], password, createdAt: needs.now() });
  return (await needs.store.people.addFirst(person, { jobs: [], log: entryOf(needs, person) })) === 'added';
}

function setFirst(needs: SetUpNeeds, person: Person, password: string): Promise<boolean> {
  return needs.store.people.setFirstPassword(person.id, password, { jobs: [], log: entryOf(needs, person) });
}

function entryOf(needs: SetUpNeeds, person: Person): LogEntry {
  const actor = { kind: 'person', id: person.id, name: person.name ?? person.role } as const;
  const detail = { setUp: person.role };
  return { id: needs.newId(), siteId: null, sites: knownOn(person), at: needs.now(), actor, act: 'people', note: null, detail };
}
