import type { z } from 'zod';
import type { CountsView } from '../wire/thread.ts';

const mostUrls = 100;
/** The service takes 32 KB of a request's head, of which the browser's own headers need some. */
const longest = 24_000;

/** Fills `<span data-backtalk-count="URL">` with the page's number of comments, with as few questions as fit. */
export async function fillCounts(
  spans: readonly HTMLElement[],
  { base, site, lang }: { base: string; site: string; lang: string },
) {
  const byUrl = Map.groupBy(spans, (span) => new URL(span.dataset['backtalkCount'] ?? '', document.baseURI).href);
  const numbers = new Intl.NumberFormat(lang);
  for (const query of queries([...byUrl.keys()], site)) {
    const answer = await fetch(`${base}api/v1/counts?${query}`);
    if (!answer.ok) return;
    const { counts } = (await answer.json()) as z.infer<typeof CountsView>;
    for (const [url, count] of Object.entries(counts))
      for (const span of byUrl.get(url) ?? []) span.textContent = numbers.format(count);
  }
}

function queries(urls: readonly string[], site: string): string[] {
  const found: string[] = [];
  let query = new URLSearchParams({ site });
  let size = 0;
  for (const url of urls) {
    const longer = `${query}&url=${encodeURIComponent(url)}`.length;
    if (size === mostUrls || (size > 0 && longer > longest)) {
      found.push(String(query));
      query = new URLSearchParams({ site });
      size = 0;
    }
    query.append('url', url);
    size += 1;
  }
  return size > 0 ? [...found, String(query)] : found;
}
