import ipaddr from 'ipaddr.js';

/** Global by its range, and the way to a cloud's secrets all the same: Azure's wire server. */
const metadata = new Set(['168.63.129.16']);

/** What global unicast is allotted from (RFC 4291, section 2.4): everything that carries an IPv4 address in its prefix is outside. */
const globalUnicast = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/**
 * Whether an address is one of the public Internet. Private, loopback, link-local, shared (CGNAT), documentation and benchmarking
 * ranges are not, and neither is an IPv6 address that stands for an IPv4 one: mapped, compatible, NAT64, 6to4 or Teredo.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || text.includes('%')) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast' || metadata.has(address.toString())) return false;
  return address instanceof ipaddr.IPv4 || address.match(globalUnicast);
}
