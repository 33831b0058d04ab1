import { createHash } from 'node:crypto';

/** The prefix lets scanners find a token that leaked into a repository. */
const prefix = 'bt_';

/** A new token's text, shown once: `bt_` and 256 random bits in base64url. */
export function newBearerToken(random: (size: number) => Buffer): string {
  return prefix + random(32).toString('base64url');
}

/** What is stored of it, SHA-256 in hex. No salt or slow hash is needed where there is nothing to guess. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
