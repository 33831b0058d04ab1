import { type Fetched, type SafeFetch, tooManyRedirects } from '../net/safe-fetch.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import type { Delivery } from './delivery.ts';
import { bodyOf, type Told, withoutEcho } from './payload.ts';
import { signedHeaders } from './sign.ts';
import type { Webhook } from './webhook.ts';

export interface AttemptNeeds {
  readonly store: { readonly comments: Pick<Store['comments'], 'byId'>; readonly pages: Pick<Store['pages'], 'byId'> };
  readonly sites: Pick<SiteBook, 'byId'>;
  readonly fetchPage: SafeFetch;
  readonly publicUrl: string;
  readonly now: () => number;
}

/** What came of one attempt. `freeAt`: its host was asked enough until then, and nothing was sent. */
export type Attempt =
  | { readonly outcome: 'busy'; readonly freeAt: number }
  | {
      readonly outcome: 'taken' | 'refused' | 'gone' | 'unanswered';
      readonly status: number | null;
      readonly answer: string;
      /** When the receiver asks to be tried again, at the earliest. */
      readonly notBefore: number | null;
    };

const nowhere: Attempt = { outcome: 'gone', status: null, answer: 'The site was removed.', notBefore: null };

/** Sends a delivery once, made of what stands now. It follows no redirect: what is signed is meant for one address. */
export async function attempt(needs: AttemptNeeds, webhook: Webhook, delivery: Delivery): Promise<Attempt> {
  const site = await needs.sites.byId(webhook.siteId);
  if (!site) return nowhere;
  const told = await toldBy(needs, site, delivery);
  const body = bodyOf(webhook.format, told);
  const fetched = await needs.fetchPage({
    url: webhook.url,
    method: 'POST',
    redirects: 0,
    purpose: 'webhook',
    headers: { 'Content-Type': 'application/json', ...signatures(needs, webhook, { id: delivery.id, body }) },
    body,
  });
  return attemptOf(fetched, told, needs.now());
}

async function toldBy({ store, publicUrl }: AttemptNeeds, site: Site, delivery: Delivery): Promise<Told> {
  const comment = delivery.commentId === null ? null : await store.comments.byId(delivery.commentId);
  const page = comment && (await store.pages.byId(comment.pageId));
  return { delivery, site, comment, page, adminUrl: `${publicUrl}/admin` };
}

function signatures({ now }: AttemptNeeds, { secret, former }: Webhook, message: { readonly id: string; readonly body: string }) {
  const secrets = former && now() < former.until ? [secret, former.secret] : [secret];
  return signedHeaders(secrets, { ...message, timestamp: Math.floor(now() / 1_000) });
}

/** Of what could not be reached no more is told to an owner: it would draw a map of our own network. */
function troubleOf(fetched: Exclude<Fetched, { readonly outcome: 'answered' | 'busy' }>): string {
  if (fetched.outcome === 'slow') return 'It took too long to answer.';
  return fetched.reason === tooManyRedirects ? 'It answered with a redirect, and none is followed.' : 'It could not be reached.';
}

function attemptOf(fetched: Fetched, told: Told, now: number): Attempt {
  if (fetched.outcome === 'busy') return fetched;
  if (fetched.outcome !== 'answered') return { outcome: 'unanswered', status: null, answer: troubleOf(fetched), notBefore: null };
  const { status, body, headers } = fetched;
  return {
    outcome: status >= 200 && status < 300 ? 'taken' : status === 410 ? 'gone' : 'refused',
    status,
    answer: withoutEcho(excerptOf(body), told),
    notBefore: notBefore(headers['retry-after'], now),
  };
}

const longestAnswer = 300;

function excerptOf(body: Buffer): string {
  const text = body.subarray(0, 4 * longestAnswer).toString('utf8');
  return text
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, longestAnswer)
    .toWellFormed();
}

const longestWaitMs = 24 * 60 * 60_000;

/** Retry-After (RFC 9110, section 10.2.3) in seconds or as a date, at most a day from now. */
function notBefore(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const at = /^\d{1,9}$/.test(header) ? now + Number(header) * 1_000 : Date.parse(header);
  return Number.isNaN(at) ? null : Math.min(at, now + longestWaitMs);
}
