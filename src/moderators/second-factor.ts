import type { LogEntry } from '../moderation/log.ts';
import { Refusal, refuse } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import { knownOn, type Person, type SecondFactors } from './person.ts';
import { hashOfRecoveryCode } from './recovery-codes.ts';
import { stepOfCode } from './totp.ts';

export interface CodeNeeds {
  readonly store: { readonly people: Pick<Store['people'], 'change'> };
  readonly now: () => number;
  readonly newId: () => string;
}

/**
 * Takes the code of somebody whose password was right, and answers them as they are then: a code is worth one sign-in. Without a second
 * factor none is asked for.
 * @throws Refusal `unauthenticated`, naming the field `code`
 */
export async function takeCode(needs: CodeNeeds, person: Person, code: string | null): Promise<Person> {
  if (person.secondFactors.totp === null) return person;
  if (code === null) throw codeRefusal('required', 'Please enter the code of your authenticator app, or a recovery code.');
  const left = afterCode(person.secondFactors, code, needs.now()) ?? refuseCode();
  const changed = { ...person, secondFactors: left, version: person.version + 1 };
  const isRecovery = left.recoveryCodes.length < person.secondFactors.recoveryCodes.length;
  const log = isRecovery ? recoveryEntry(needs, person, left.recoveryCodes.length) : null;
  // Of two who bring the same code at once, one finds the person changed.
  if ((await needs.store.people.change(changed, { jobs: [], log })) === 'stale') refuseCode();
  return changed;
}

/** What is left when this code is used up; null for a code that is none, or none any more. */
function afterCode(factors: SecondFactors, code: string, now: number): SecondFactors | null {
  const step = factors.totp && stepOfCode(factors.totp.secret, code.replace(/\s/g, ''), now);
  if (factors.totp && step !== null)
    return step > factors.totp.lastStep ? { ...factors, totp: { ...factors.totp, lastStep: step } } : null;
  const hash = hashOfRecoveryCode(code);
  const left = factors.recoveryCodes.filter((other) => other !== hash);
  return left.length < factors.recoveryCodes.length ? { ...factors, recoveryCodes: left } : null;
}

function refuseCode(): never {
  throw codeRefusal('wrong', 'This code is wrong, or was used already.');
}

function codeRefusal(code: string, message: string): Refusal {
  return new Refusal('unauthenticated', { message, errors: [{ field: 'code', code, message }] });
}

function recoveryEntry(needs: CodeNeeds, person: Person, left: number): LogEntry {
  const actor = { kind: 'person', id: person.id, name: person.name ?? person.role } as const;
  const detail = { used: 'recovery code', left };
  return { id: needs.newId(), siteId: null, sites: knownOn(person), at: needs.now(), actor, act: 'account', note: null, detail };
}

export const wrongCredentials = (): never =>
  refuse('unauthenticated', { message: 'This email and password do not belong together.' });
