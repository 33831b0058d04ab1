import { createHash } from 'node:crypto';

/** For finding the same text again without an index over whole texts. */
export function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

export function emailKeyOf(email: string | null): string | null {
  return email === null ? null : email.toLowerCase();
}

/** By what linkbacks of one source are found; whoever writes it has normalised the address. */
export function sourceKeyOf(source: { readonly url: string } | null): string | null {
  return source === null ? null : hashOfText(source.url);
}

export function sourceHostOf(source: { readonly url: string } | null): string | null {
  return source !== null && URL.canParse(source.url) ? new URL(source.url).hostname : null;
}
