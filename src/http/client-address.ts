import type { Request, RequestHandler } from 'express';
import ipaddr from 'ipaddr.js';
import { addressGroup } from '../net/address.ts';
import type { Log } from '../operating/log.ts';
import { noteProxy, type ProxyNotes } from '../operating/proxy-note.ts';

/** Who sends a request, as far as it tells. */
export interface Client {
  /** Without a zone; IPv4 as such even where it came mapped into IPv6. Null when the connection is gone. */
  readonly address: string | null;
  /** What counts as one client: an IPv4 address or an IPv6 /56. */
  readonly group: string;
  /** False when a forwarding header came although no proxy is trusted: then the address may be a proxy's. */
  readonly known: boolean;
  readonly userAgent: string | null;
}

export function clientOf(request: Request): Client {
  const address = plainAddress(request.ip ?? '');
  return {
    address,
    group: (address && addressGroup(address)) ?? 'unknown',
    known: isProxyTrusted(request) || !isForwarded(request),
    userAgent: request.get('User-Agent') ?? null,
  };
}

/** `fe80::1%eth0` without its zone, `::ffff:192.0.2.1` as IPv4; null for what is no address. */
export function plainAddress(text: string): string | null {
  const address = text.replace(/%.*$/, '');
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : null;
}

/** Notices a proxy that nobody told us of, says so once, and notes it for `doctor`: behind it, all readers look like one. */
export function forwardingWatch({ log, store }: { readonly log: Log; readonly store: ProxyNotes }): RequestHandler {
  let isNoticed = false;
  return (request, _response, next) => {
    if (!isNoticed && isForwarded(request) && !isProxyTrusted(request)) {
      isNoticed = true;
      const fits = trustProxyFor(request.socket.remoteAddress ?? '');
      log.warn({ fits }, `a forwarding header came, but TRUST_PROXY is off: behind a proxy, set TRUST_PROXY=${fits}`);
      // A note that cannot be kept now is in the log all the same.
      noteProxy(store, fits).catch(() => undefined);
    }
    next();
  };
}

const namedRanges: Readonly<Record<string, string>> = {
  loopback: 'loopback',
  linkLocal: 'linklocal',
  private: 'uniquelocal',
  uniqueLocal: 'uniquelocal',
};

/** The narrowest of Express' names for where the proxy stands, else its address. */
export function trustProxyFor(peer: string): string {
  const address = plainAddress(peer);
  return address === null ? 'loopback' : (namedRanges[ipaddr.parse(address).range()] ?? address);
}

function isForwarded({ headers }: Request): boolean {
  return ['x-forwarded-for', 'forwarded', 'x-real-ip'].some((name) => headers[name] !== undefined);
}

function isProxyTrusted(request: Request): boolean {
  return Boolean(request.app.get('trust proxy'));
}
