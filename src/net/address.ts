import ipaddr from 'ipaddr.js';

/** An address cut to /24 (IPv4) or /48 (IPv6), which names a neighbourhood and nobody in it. Null for what is no address. */
export function shortenAddress(address: string): string | null {
  return cut(address, { ipv4: 24, ipv6: 48 });
}

/** What counts as one client: an IPv4 address, or an IPv6 /56, which one household is given. */
export function addressGroup(address: string): string | null {
  return cut(address, { ipv4: 32, ipv6: 56 });
}

/** What is paced as one neighbour when we are the ones who ask: an IPv4 /24, or an IPv6 /56. */
export function addressBlock(address: string): string | null {
  return cut(address, { ipv4: 24, ipv6: 56 });
}

/** The network of so many bits that an address is in, `203.0.113.0/24`; a whole address stands alone. Null where it has no such bits. */
export function addressNetwork(address: string, bits: number): string | null {
  if (!ipaddr.isValid(address)) return null;
  const whole = ipaddr.process(address).kind() === 'ipv4' ? 32 : 128;
  if (bits === whole) return cut(address, { ipv4: 32, ipv6: 128 });
  return bits > whole || (whole === 128 && bits < 48) ? null : `${cut(address, { ipv4: bits, ipv6: bits })}/${bits}`;
}

/** An address of the internet at large, which no private network, loopback or reserved range has. */
export function isPublic(address: string | null): boolean {
  return address !== null && ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

function cut(address: string, bits: { readonly ipv4: number; readonly ipv6: number }): string | null {
  if (!ipaddr.isValid(address)) return null;
  const parsed = ipaddr.process(address);
  const kind = parsed.kind();
  const bytes = parsed.toByteArray().map((byte, at) => byte & maskOf(bits[kind] - 8 * at));
  return ipaddr.fromByteArray(bytes).toString();
}

function maskOf(bitsLeft: number): number {
  if (bitsLeft >= 8) return 0xff;
  return bitsLeft <= 0 ? 0 : (0xff << (8 - bitsLeft)) & 0xff;
}
