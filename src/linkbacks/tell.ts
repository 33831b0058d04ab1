import { decodePage } from '../net/charset.ts';
import type { Fetched, SafeFetch } from '../net/safe-fetch.ts';
import { type FoundPage, findEndpoints } from './endpoints.ts';
import { readAnswer } from './read-xmlrpc.ts';
import type { SentLink } from './sending.ts';
import { oneLine } from './source-page.ts';
import { pingCall } from './write-xmlrpc.ts';

export interface TellNeeds {
  readonly fetchPage: SafeFetch;
  readonly now: () => number;
}

/** What came of telling one target. `isFinal`: trying again would be no use. `freeAt`: its host was asked enough until then. */
export interface Told {
  readonly link: SentLink;
  readonly isFinal: boolean;
  readonly freeAt?: number;
}

/** Tells a page that `source` links to it, or did: by webmention where it takes them, else by pingback. */
export async function tellTarget({ fetchPage, now }: TellNeeds, source: string, target: string): Promise<Told> {
  const none = { target, protocol: null, endpoint: null, at: now(), isRemoved: false } as const;
  const fetched = await fetchPage({ url: target });
  if (fetched.outcome !== 'answered') return untold(none, fetched);
  const { webmention, pingback } = findEndpoints(pageOf(fetched));
  if (webmention !== null) return tellBy(fetchPage, { ...none, protocol: 'webmention', endpoint: webmention }, source);
  if (pingback !== null) return tellBy(fetchPage, { ...none, protocol: 'pingback', endpoint: pingback }, source);
  return { link: { ...none, outcome: 'no-endpoint', answer: 'The page names no endpoint.' }, isFinal: true };
}

export function pageOf({ url, headers, body }: Extract<Fetched, { outcome: 'answered' }>): FoundPage {
  const type = headers['content-type'] ?? '';
  return { url, headers, text: /html/i.test(type) ? decodePage(body, type) : '' };
}

type Asked = Omit<SentLink, 'outcome' | 'answer'> & { readonly protocol: 'webmention' | 'pingback'; readonly endpoint: string };

async function tellBy(fetchPage: SafeFetch, asked: Asked, source: string): Promise<Told> {
  const { protocol, endpoint, target } = asked;
  const isForm = protocol === 'webmention';
  const fetched = await fetchPage({
    url: endpoint,
    method: 'POST',
    redirects: 0,
    headers: { 'Content-Type': isForm ? 'application/x-www-form-urlencoded' : 'text/xml' },
    body: isForm ? String(new URLSearchParams({ source, target })) : pingCall(source, target),
  });
  if (fetched.outcome !== 'answered') return untold(asked, fetched);
  if (fetched.status >= 500) return { link: { ...asked, outcome: 'failed', answer: `HTTP ${fetched.status}` }, isFinal: false };
  return { link: { ...asked, ...(isForm ? webmentionOutcome(fetched) : pingbackOutcome(fetched)) }, isFinal: true };
}

type Outcome = Pick<SentLink, 'outcome' | 'answer'>;
type Answer = Extract<Fetched, { outcome: 'answered' }>;

function webmentionOutcome({ status, body }: Answer): Outcome {
  const said = oneLine(body.toString('utf8').replace(/<[^>]*>/g, ' '), 200);
  const answer = said === null ? `HTTP ${status}` : `HTTP ${status}: ${said}`;
  return { outcome: status >= 200 && status < 300 ? 'sent' : 'refused', answer };
}

function pingbackOutcome({ status, body }: Answer): Outcome {
  const answer = status === 200 ? readAnswer(body) : null;
  if (answer === null) return { outcome: 'failed', answer: `HTTP ${status}, and no answer of XML-RPC` };
  const text = oneLine(answer.text, 200) ?? '';
  if (!('fault' in answer)) return { outcome: 'sent', answer: text };
  return {
    outcome: answer.fault === 48 ? 'already' : 'refused',
    answer: `Fault ${answer.fault}${text === '' ? '' : `: ${text}`}`,
  };
}

type Trouble = Exclude<Fetched, { outcome: 'answered' }>;

function untold(asked: Omit<SentLink, 'outcome' | 'answer'>, fetched: Trouble): Told {
  const freeAt = fetched.outcome === 'busy' ? { freeAt: fetched.freeAt } : {};
  return {
    link: { ...asked, outcome: 'failed', answer: troubles[fetched.outcome] },
    isFinal: fetched.outcome === 'unreachable',
    ...freeAt,
  };
}

const troubles: Readonly<Record<Trouble['outcome'], string>> = {
  busy: 'Its host was asked enough for now.',
  slow: 'It took too long to answer.',
  unreachable: 'It could not be reached.',
};
