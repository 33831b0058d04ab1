/** An address as the URL standard writes it, without what stands behind `#`; null for what is none, or none of http(s). */
export function plainUrl(text: string, base?: string): string | null {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed, base)) return null;
  const url = new URL(trimmed, base);
  url.hash = '';
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

const longest = 2_000;

/**
 * A source as it is told apart from others: its query kept, the rest as the URL standard writes it. Null for what cannot be one.
 */
export function sourceUrl(text: string): string | null {
  if (text.length > longest || !text.isWellFormed()) return null;
  const url = plainUrl(text);
  if (url === null || url.length > longest) return null;
  const { username, password, hostname } = new URL(url);
  return username === '' && password === '' && hostname !== '' ? url : null;
}
