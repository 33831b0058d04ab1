const encoder = new TextEncoder();
const together = 64;

/**
 * Finds a nonce for which SHA-256 of `challenge.nonce` begins with so many zero bits. Many hashes are asked for at a time: waiting for
 * each by itself is what costs.
 */
export async function solve({ challenge, bits }: { readonly challenge: string; readonly bits: number }): Promise<string> {
  for (let first = 0; ; first += together) {
    const nonces = Array.from({ length: together }, (_, at) => String(first + at));
    const digests = await Promise.all(
      nonces.map((nonce) => crypto.subtle.digest('SHA-256', encoder.encode(`${challenge}.${nonce}`))),
    );
    const found = digests.findIndex((digest) => new DataView(digest).getUint32(0) >>> (32 - bits) === 0);
    if (found >= 0) return nonces[found] ?? '';
  }
}
