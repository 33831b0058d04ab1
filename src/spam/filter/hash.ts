const prime = 0x01000193;

/** FNV-1a over the UTF-16 units of a text, begun anew or where another hash ended. */
export function begun(text: string, from = 0x811c9dc5): number {
  let value = from;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), prime);
  return value;
}

/** One unit more. */
export function continued(value: number, unit: number): number {
  return Math.imul(value ^ unit, prime);
}

/** Texts of one length differ in few bits at first, and a table's index is taken from the lowest. */
export function finished(value: number): number {
  return Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 0;
}

/** 32 bits without sign. What lessons keep is made of it: another hash would forget them all. */
export function hash(text: string, from?: number): number {
  return finished(begun(text, from));
}
