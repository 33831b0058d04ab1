import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPublicAddress } from './judge-address.ts';

/** The message is for the log and for who runs the service. */
export class Unreachable extends Error {}

/** c-ares and not getaddrinfo: of that only four can wait at a time, for all that this process does with files and names. */
const resolver = new Resolver({ timeout: 1_000, tries: 2 });

/**
 * The address to dial for a host, itself a literal or a name. All that a name resolves to must be public: of several, another could be
 * chosen the next time.
 * @throws Unreachable
 */
export async function publicAddress(host: string): Promise<string> {
  const [first, ...others] = isIP(host) ? [host] : await addressesOf(host);
  if (first === undefined) throw new Unreachable('no such host');
  const refused = [first, ...others].filter((address) => !isPublicAddress(address));
  if (refused.length > 0) throw new Unreachable(`a refused address: ${refused.join(', ')}`);
  return first;
}

/** IPv4 first: it is what WordPress dials, so that a page that only IPv6 can reach is seen as it sees it. */
export async function addressesOf(name: string): Promise<string[]> {
  const none = () => [];
  const [four, six] = await Promise.all([resolver.resolve4(name).catch(none), resolver.resolve6(name).catch(none)]);
  return [...four, ...six];
}

/**
 * As the machine itself knows it, its hosts file included.
 * @throws Unreachable
 */
export async function anyAddress(name: string): Promise<string> {
  const found = await lookup(name, { all: true }).catch(() => []);
  const [first] = found.toSorted((a, b) => a.family - b.family);
  if (first === undefined) throw new Unreachable('no such host');
  return first.address;
}
