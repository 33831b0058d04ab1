const metaCharset = /<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i;
const prescanned = 1_024;

/** The text of a page as a browser reads it: byte order mark, then the charset of its type, then that of its `meta` (WHATWG HTML, 13.2.3). */
export function decodePage(bytes: Buffer, contentType: string): string {
  return decodeAs(bytes, markOf(bytes) ?? charsetOf(contentType) ?? metaOf(bytes)) ?? decodeUnlabelled(bytes);
}

/** The text, or null for a charset that nobody knows. What is no text in it becomes replacement characters. */
export function decodeAs(bytes: Buffer, label: string | null): string | null {
  if (label === null) return null;
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return null;
  }
}

/** Most pages without a label are UTF-8 today; the browsers' own guess for the rest of the western ones is windows-1252. */
function decodeUnlabelled(bytes: Buffer): string {
  try {
    // The last character may have been cut in two.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function markOf(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

export function charsetOf(contentType: string): string | null {
  const label = /;\s*charset\s*=\s*"?([^\s";]{1,40})/i.exec(contentType)?.[1] ?? null;
  return label !== null && isKnown(label) ? label : null;
}

/** A page whose `meta` could be read cannot be UTF-16, whatever it claims. */
function metaOf(bytes: Buffer): string | null {
  const label = metaCharset.exec(bytes.subarray(0, prescanned).toString('latin1'))?.[1] ?? null;
  if (label === null || !isKnown(label)) return null;
  return /^utf-?16/i.test(label) ? 'utf-8' : label;
}

function isKnown(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}
