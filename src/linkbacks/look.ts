import { decodePage } from '../net/charset.ts';
import type { Answered, SafeFetch } from '../net/safe-fetch.ts';
import { type Entry, readEntry } from './microformats.ts';
import type { Pair } from './pair.ts';
import { readHtmlSource, readPlainSource, type SourcePage } from './source-page.ts';

/** A source as it is now. */
export interface Reading {
  readonly page: SourcePage;
  readonly entry: Entry | null;
}

/**
 * What looking at a source came to. gone: it says so (410). missing: 404. nothing: there is none that we could read, and nobody learns
 * why. absent: the same, and nobody will look again. trouble: it may be there and cannot answer now. busy: its host was asked enough for now.
 */
export type Look =
  | { readonly found: 'link'; readonly reading: Reading }
  | { readonly found: 'no-link' | 'gone' | 'missing' | 'nothing' | 'trouble' | 'absent' }
  | { readonly found: 'busy'; readonly freeAt: number };

const readable = /^\s*(?:text\/html|application\/xhtml\+xml|text\/plain|application\/(?:[\w.-]+\+)?json)\s*(?:;|$)/i;

export async function lookAtSource(fetchPage: SafeFetch, pair: Pair): Promise<Look> {
  const { source, target, formerTarget, protocol, address } = pair;
  const purpose = `verifying ${protocol} from ${address ?? 'an unknown address'}`;
  const fetched = await fetchPage({ url: source, types: readable, purpose });
  if (fetched.outcome === 'busy') return { found: 'busy', freeAt: fetched.freeAt };
  if (fetched.outcome === 'slow') return { found: 'trouble' };
  return fetched.outcome === 'unreachable'
    ? { found: 'nothing' }
    : judged(fetched, [target, ...(formerTarget === null ? [] : [formerTarget])]);
}

async function judged(answer: Answered, targets: readonly string[]): Promise<Look> {
  const { status } = answer;
  if (status === 410) return { found: 'gone' };
  if (status === 404) return { found: 'missing' };
  if (status >= 500 || status === 429) return { found: 'trouble' };
  if (status < 200 || status > 299 || !answer.isWantedType) return { found: 'nothing' };
  const reading = await readSource(answer, targets);
  return reading.page.link ? { found: 'link', reading } : { found: 'no-link' };
}

async function readSource({ body, headers, url }: Answered, targets: readonly string[]): Promise<Reading> {
  const type = headers['content-type'] ?? '';
  const text = decodePage(body, type);
  if (!/html/i.test(type)) return { page: readPlainSource(text, { isJson: /json/i.test(type), targets }), entry: null };
  const page = readHtmlSource(text, { url, targets });
  return { page, entry: page.link && page.isWhole ? await readEntry(text, { url, targets }) : null };
}
