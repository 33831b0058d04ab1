/**
 * The endpoint as WordPress reads it out of a page: the first place where `rel="pingback"` stands, be it in a comment, and the first
 * `href=` behind that, up to the same kind of quote.
 */
export function wordpressElement(html: string): string | null {
  const quote = html.includes('rel="pingback"') ? '"' : "'";
  const at = html.indexOf(`rel=${quote}pingback${quote}`);
  const href = at < 0 ? -1 : html.indexOf('href=', at);
  if (href < 0) return null;
  const from = href + 'href='.length + 1;
  const to = html.indexOf(quote, from);
  return to > from ? html.slice(from, to) : null;
}
