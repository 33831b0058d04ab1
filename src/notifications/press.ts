import type { Keys } from '../keys.ts';
import type { Limits } from '../storage/limits.ts';

export interface PressNeeds {
  readonly keys: Keys;
  readonly now: () => number;
}

const lifeMs = 60 * 60_000;

const dataOf = (token: string, nonce: string, expiresAt: string): string => `press ${token} ${nonce} ${expiresAt}`;

/** A value for one press of the button on one showing of a link's page. */
export function newPress(
  needs: PressNeeds & { readonly randomBytes: (size: number) => Buffer },
  siteId: string,
  token: string,
): string {
  const nonce = needs.randomBytes(16).toString('base64url');
  const expiresAt = String(needs.now() + lifeMs);
  return `${nonce}.${expiresAt}.${needs.keys.sign('mail-link', siteId, dataOf(token, nonce, expiresAt))}`;
}

/** Whether it is good, for this link; and from now on it is not. */
export async function takePress(
  { keys, now, store }: PressNeeds & { readonly store: { readonly limits: Pick<Limits, 'hit'> } },
  siteId: string,
  { token, once }: { readonly token: string; readonly once: string },
): Promise<boolean> {
  const [nonce = '', expiresAt = '', signature = '', ...more] = once.split('.');
  const isSound = keys.verify('mail-link', siteId, { data: dataOf(token, nonce, expiresAt), signature });
  if (!isSound || more.length > 0 || now() >= Number(expiresAt)) return false;
  const { hits } = await store.limits.hit(`press ${nonce}`, lifeMs, now());
  return hits === 1;
}
