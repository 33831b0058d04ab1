import { isIP } from 'node:net';
import { refuse } from '../refusal.ts';

/** Whom a passkey is made for, in the words of WebAuthn (Level 3, section 4). */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/**
 * Null where browsers make no passkeys: without TLS, unless it is this very machine, and for a mere address. This machine's own address
 * stands for its name, by which it must then be asked.
 */
export function relyingPartyOf(publicUrl: string): RelyingParty | null {
  const url = new URL(publicUrl);
  if (url.protocol === 'http:' && /^(127\.|\[::1\]$)/.test(url.hostname)) url.hostname = 'localhost';
  const { hostname, origin, protocol } = url;
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost');
  const isAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  return !isAddress && (protocol === 'https:' || isLocal) ? { id: hostname, origin } : null;
}

/** @throws Refusal `not-found` */
export function requireRelyingParty(publicUrl: string): RelyingParty {
  const message = 'Passkeys need PUBLIC_URL to begin with https:// and a name, or with http://localhost.';
  return relyingPartyOf(publicUrl) ?? refuse('not-found', { message });
}
