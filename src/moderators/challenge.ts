import type { Keys } from '../keys.ts';
import type { Limits } from '../storage/limits.ts';

export interface ChallengeNeeds {
  readonly store: { readonly limits: Pick<Limits, 'hit'> };
  readonly keys: Keys;
  readonly now: () => number;
  readonly randomBytes: (size: number) => Buffer;
}

/** What it is for: a person who adds a passkey, or anybody signing in. Of one purpose it is worth nothing for another. */
export type ChallengeFor = { readonly personId: string } | 'sign-in';

const lifeMs = 5 * 60_000;

/** `RANDOM.TIME.SIGNATURE`, so that nothing is kept of those that nobody answers. */
export function newChallenge(needs: ChallengeNeeds, purpose: ChallengeFor): Buffer {
  const data = `${needs.randomBytes(16).toString('base64url')}.${needs.now()}`;
  return Buffer.from(`${data}.${needs.keys.sign('challenge', '', `${nameOf(purpose)} ${data}`)}`);
}

/** Whether it was made here for this, a short while ago, and was not answered before. `given` is its base64url. */
export async function takeChallenge(
  { store, keys, now }: ChallengeNeeds,
  purpose: ChallengeFor,
  given: string,
): Promise<boolean> {
  const text = Buffer.from(given, 'base64url').toString();
  const [, data = '', at = '', signature = ''] = /^([\w-]{22}\.(\d{1,15}))\.([\w-]{43})$/.exec(text) ?? [];
  if (!keys.verify('challenge', '', { data: `${nameOf(purpose)} ${data}`, signature })) return false;
  if (now() - Number(at) >= lifeMs) return false;
  return (await store.limits.hit(`challenge ${data}`, 2 * lifeMs, now())).hits === 1;
}

function nameOf(purpose: ChallengeFor): string {
  return purpose === 'sign-in' ? purpose : purpose.personId;
}
