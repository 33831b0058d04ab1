import { hashOfToken } from './bearer.ts';
import { base32 } from './totp.ts';

const howMany = 10;
/** 80 bits: nothing to guess, not even for who has the hashes. */
const bytes = 10;

/** Codes for who lost the app, shown once, and the hashes that are kept. */
export function newRecoveryCodes(random: (size: number) => Buffer): { readonly codes: string[]; readonly hashes: string[] } {
  const codes = Array.from({ length: howMany }, () => (base32(random(bytes)).match(/.{4}/g) ?? []).join('-'));
  return { codes, hashes: codes.map(hashOfRecoveryCode) };
}

/** However it was typed in: by hand, from a piece of paper. */
export function hashOfRecoveryCode(code: string): string {
  return hashOfToken(code.toUpperCase().replace(/[^A-Z2-7]/g, ''));
}
