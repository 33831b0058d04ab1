/** FNV-1a over the UTF-16 units of a text, 32 bits without sign. What lessons keep is made of it: another hash would forget them all. */
export function hash(text: string, seed = 0x811c9dc5): number {
  let value = seed;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  // Texts of one length differ in low bits at first; the table's index is taken from those.
  value ^= value >>> 15;
  return Math.imul(value, 0x2c1b3c6d) >>> 0;
}
