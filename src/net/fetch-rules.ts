/** Where the outgoing fetch may go. */
export interface FetchRules {
  /** `host:port` pairs that may be reached although their address or port is refused. */
  readonly allow: readonly string[];
  readonly ports: readonly number[];
}

export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/**
 * Whether FETCH_ALLOW names this host and port. Of a redirect only where it stays on the host that was asked for first: who is allowed
 * to be reached is not allowed to be pointed at.
 */
export function isAllowedPair(rules: Pick<FetchRules, 'allow'>, url: URL, first: URL): boolean {
  const isNamed = (it: URL) => rules.allow.includes(`${it.hostname}:${portOf(it)}`);
  return isNamed(url) && (url === first || (url.hostname === first.hostname && isNamed(first)));
}

/** Whether a URL may be asked for at all, whatever its host resolves to. */
export function mayAsk(rules: FetchRules, url: URL): boolean {
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:';
  return isHttp && url.username === '' && url.password === '' && rules.ports.includes(portOf(url));
}
