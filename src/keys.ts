import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** What a key is for. No two purposes share a key, so that a signature made for one is worth nothing for another. */
export type Purpose =
  | 'edit-token'
  | 'own-link'
  | 'form-token'
  | 'avatar'
  | 'reporter'
  | 'setup'
  | 'account'
  | 'browser'
  | 'challenge'
  | 'totp-offer'
  | 'fingerprint'
  | 'mail-address'
  | 'mail-link'
  | 'reset'
  | 'subscription'
  | 'author-mail'
  | 'withdraw'
  | 'proof-of-work';

/** Signatures are HMAC-SHA256 in base64url, 43 characters. `siteId` empty: of the whole service. */
export interface Keys {
  sign(purpose: Purpose, siteId: string, data: string): string;
  /** As this secret signs it, and as the previous one did. */
  signatures(purpose: Purpose, siteId: string, data: string): readonly string[];
  /** In constant time; what the previous secret signed still holds. False for any garbage. */
  verify(purpose: Purpose, siteId: string, signed: { readonly data: string; readonly signature: string }): boolean;
  /** Tells one secret from another without telling the secret. The store keeps it. */
  fingerprint(): string;
  /** Whether it is the fingerprint of this secret or of the previous one. */
  hasFingerprint(fingerprint: string): boolean;
}

export interface Secrets {
  readonly secret: string;
  readonly previous: string | null;
}

const fingerprinted = 'backtalk';

/** Every key is HKDF-SHA256 (RFC 5869) of the secret for one purpose and one site. */
export function createKeys({ secret, previous }: Secrets): Keys {
  const current = createSigner(secret);
  const signers = previous === null ? [current] : [current, createSigner(previous)];
  const verify: Keys['verify'] = (purpose, siteId, { data, signature }) =>
    signers.some((sign) => isEqual(sign(purpose, siteId, data), signature));
  return {
    sign: current,
    signatures: (purpose, siteId, data) => signers.map((sign) => sign(purpose, siteId, data)),
    verify,
    fingerprint: () => current('fingerprint', '', fingerprinted),
    hasFingerprint: (fingerprint) => verify('fingerprint', '', { data: fingerprinted, signature: fingerprint }),
  };
}

function createSigner(secret: string): Keys['sign'] {
  const derived = new LRUCache<string, KeyObject>({ max: 1_000 });
  const keyFor = (info: string): KeyObject => {
    const key = derived.get(info) ?? createSecretKey(new Uint8Array(hkdfSync('sha256', secret, '', info, 32)));
    derived.set(info, key);
    return key;
  };
  return (purpose, siteId, data) =>
    createHmac('sha256', keyFor(`${purpose}:${siteId}`))
      .update(data)
      .digest('base64url');
}

/** Compares the text, since several texts decode to the same bytes. */
function isEqual(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
