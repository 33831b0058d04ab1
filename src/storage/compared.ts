import { createHash } from 'node:crypto';

/** For finding the same text again without an index over whole texts. */
export function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

export function emailKeyOf(email: string | null): string | null {
  return email === null ? null : email.toLowerCase();
}
