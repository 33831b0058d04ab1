import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from a page of our own, which is what a cookie alone does not say. Every browser sends `Origin` with what may
 * change something; a program that is no browser says nothing, and has no cookie but its own. Without TLS the service often goes by
 * several names (localhost, an address in the house), and the one that was asked is as good as the one configured.
 */
export function isFromOwnPages({ headers }: Pick<IncomingMessage, 'headers'>, publicUrl: string): boolean {
  const { origin, host, 'sec-fetch-site': from } = headers;
  if (from !== undefined && from !== 'same-origin') return false;
  // Pages that send no referrer send no origin with their forms either (Fetch, "append a request Origin header").
  if (origin === undefined || origin === 'null') return origin === undefined || from === 'same-origin';
  const own = new URL(publicUrl);
  return origin === own.origin || (own.protocol === 'http:' && origin === `http://${host}`);
}
