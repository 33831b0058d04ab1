import type { IncomingMessage } from 'node:http';
import { refuse } from '../refusal.ts';
import { isHostOf } from '../sites/host.ts';
import type { Site } from '../sites/site.ts';

export interface OriginQuestion {
  /** The header; null when there is none. */
  readonly origin: string | null;
  readonly siteHosts: readonly string[];
  readonly publicUrl: string;
  readonly formTokenValid: boolean;
}

/**
 * Whether a request that writes may come from there: a page of its site, our own pages, or a client that is no browser. `null` is
 * what sandboxed frames and private modes send, and anybody can: there the form's token stands in.
 */
export function isOriginAllowed({ origin, siteHosts, publicUrl, formTokenValid }: OriginQuestion): boolean {
  if (origin === null) return true;
  if (origin === 'null') return formTokenValid;
  if (!/^https?:\/\//i.test(origin) || !URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || isHostOf(siteHosts, new URL(origin));
}

interface Place {
  readonly site: Pick<Site, 'hosts'>;
  readonly publicUrl: string;
  readonly hasFormToken: boolean;
}

/** @throws Refusal `origin-not-allowed` */
export function requireOrigin({ headers }: Pick<IncomingMessage, 'headers'>, { site, publicUrl, hasFormToken }: Place): void {
  const origin = headers.origin ?? null;
  const allowed = isOriginAllowed({ origin, siteHosts: site.hosts, publicUrl, formTokenValid: hasFormToken });
  if (!allowed) refuse('origin-not-allowed');
}
