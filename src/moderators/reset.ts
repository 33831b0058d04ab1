import type { Keys } from '../keys.ts';
import type { LogEntry } from '../moderation/log.ts';
import { refuse } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import { moderatorByPerson } from './authenticate.ts';
import { hashPassword } from './password.ts';
import { requireStrong, type StrengthNeeds } from './password-strength.ts';
import { knownOn, type Person } from './person.ts';

export const resetLifeMs = 60 * 60_000;

export interface ResetNeeds extends StrengthNeeds {
  readonly store: { readonly people: Pick<Store['people'], 'byId' | 'change'> };
  readonly keys: Keys;
  readonly now: () => number;
  readonly newId: () => string;
  readonly randomBytes: (size: number) => Buffer;
}

/** The path of the link by which somebody chooses a new password. It works once: choosing one moves the epoch that is signed. */
export function resetPath(keys: Keys, person: Pick<Person, 'id' | 'epoch'>, askedAt: number): string {
  const expiresAt = askedAt + resetLifeMs;
  return `/reset?token=${person.id}.${keys.sign('reset', '', dataOf(person, expiresAt))}.${expiresAt}`;
}

const dataOf = ({ id, epoch }: Pick<Person, 'id' | 'epoch'>, expiresAt: number): string => `${id}.${epoch}.${expiresAt}`;

/** Whose password this link may change now; null for nobody's. */
export async function resetBy(needs: Pick<ResetNeeds, 'store' | 'keys' | 'now'>, token: string): Promise<Person | null> {
  const [id = '', signature = '', expiresAt = '', ...more] = token.split('.');
  if (more.length > 0 || !/^\d{13}$/.test(expiresAt) || needs.now() >= Number(expiresAt)) return null;
  const person = await needs.store.people.byId(id);
  const isSound = person && needs.keys.verify('reset', '', { data: dataOf(person, Number(expiresAt)), signature });
  return isSound ? person : null;
}

/**
 * Sets the password that the holder of the link chose. Every session and every other link of before is void from the same write on; a
 * second factor stays, since a mailbox is not one.
 * @throws Refusal `not-allowed` for a link that is wrong, spent or over, `invalid` for a weak password
 */
export async function resetPassword(
  needs: ResetNeeds,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<void> {
  const person = (await resetBy(needs, token)) ?? refuse('not-allowed', { message: linkOver });
  await requireStrong(needs, password, person);
  const hashed = await hashPassword(password, needs.randomBytes);
  const changed = { ...person, password: hashed, epoch: person.epoch + 1, version: person.version + 1 };
  if ((await needs.store.people.change(changed, { jobs: [], log: entryOf(needs, person) })) === 'stale')
    refuse('not-allowed', { message: linkOver });
}

export const linkOver = 'This link is not valid, was used already, or is older than an hour. Ask for another one.';

function entryOf(needs: ResetNeeds, person: Person): LogEntry {
  const { actor } = moderatorByPerson(person);
  return {
    id: needs.newId(),
    siteId: null,
    sites: knownOn(person),
    at: needs.now(),
    actor,
    act: 'account',
    note: null,
    detail: { changed: 'password', by: 'mail' },
  };
}
