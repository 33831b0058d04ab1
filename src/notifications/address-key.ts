import type { Keys } from '../keys.ts';

/** By what mails to one address are known, without keeping it. */
export function addressKey(keys: Pick<Keys, 'sign'>, address: string): string {
  return keys.sign('mail-address', '', address.toLowerCase());
}

/** The same, and what it was under the previous secret: for what outlives a secret. */
export function addressKeys(keys: Pick<Keys, 'signatures'>, address: string): readonly string[] {
  return keys.signatures('mail-address', '', address.toLowerCase());
}
