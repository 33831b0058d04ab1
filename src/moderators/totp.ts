import { createHmac, timingSafeEqual } from 'node:crypto';

/** What every authenticator app takes without asking: RFC 6238 with SHA-1, six digits, thirty seconds. */
const stepMs = 30_000;
const digits = 6;
const secretBytes = 20;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function newTotpSecret(random: (size: number) => Buffer): string {
  return base32(random(secretBytes));
}

/** For the app that shall make the codes, as the Key URI format of authenticators has it. */
export function totpUri(secret: string, { email, issuer }: { readonly email: string; readonly issuer: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(email)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}

/** The time step whose code this is: now's, or its neighbour's where a clock is a little wrong (RFC 6238, section 5.2). */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const current = Math.floor(now / stepMs);
  return [current, current - 1, current + 1].find((step) => isSame(codeAt(secret, step), code)) ?? null;
}

/** HOTP (RFC 4226, section 5.3) of a time step. */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.max(0, step)));
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

function isSame(expected: string, given: string): boolean {
  return given.length === digits && /^\d+$/.test(given) && timingSafeEqual(Buffer.from(expected), Buffer.from(given));
}

/** RFC 4648, section 6, without padding: whole groups of five bytes need none. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('');
}

function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
