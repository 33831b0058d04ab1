const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

const form = /^(\[[0-9a-f:.]+\]|[^\s:/?#@\\[\]*%]+)(?::(\d{1,5}))?$/i;
const highestPort = 65_535;

/** `host` or `host:port` in punycode and lower case; null for anything else. */
export function normaliseHost(text: string): string | null {
  const [, name, digits] = form.exec(text.trim()) ?? [];
  if (name === undefined || !URL.canParse(`http://${name}/`)) return null;
  const { hostname } = new URL(`http://${name}/`);
  if (digits === undefined) return hostname;
  const port = Number(digits);
  return port >= 1 && port <= highestPort ? `${hostname}:${port}` : null;
}

/** Whether an address is on one of these hosts. Without a port every port is meant; a leading `www.` makes no difference. */
export function isHostOf(hosts: readonly string[], url: URL): boolean {
  const port = url.port === '' ? (defaultPorts[url.protocol] ?? '') : url.port;
  const name = withoutWww(url.hostname);
  return hosts.some((host) => {
    const known = withoutWww(host);
    return known === name || known === `${name}:${port}`;
  });
}

/** Whether a domain, with all below it, takes in one of these hosts. */
export function isDomainOf(hosts: readonly string[], domain: string): boolean {
  return hosts.some((host) => `.${host.replace(/:\d+$/, '')}`.endsWith(`.${domain}`));
}

export function withoutWww(host: string): string {
  return host.startsWith('www.') ? host.slice(4) : host;
}
