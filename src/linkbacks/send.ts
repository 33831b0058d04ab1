import type { NewJob } from '../jobs/job.ts';
import type { Answered, Fetched } from '../net/safe-fetch.ts';
import { refuse } from '../refusal.ts';
import { nameOfPage } from '../sites/find-page.ts';
import type { Site } from '../sites/site.ts';
import type { Store } from '../storage/store.ts';
import { readOwnPage } from './own-page.ts';
import { plainUrl } from './same-url.ts';
import type { Sending, SentLink } from './sending.ts';
import { pageOf, type TellNeeds, type Told, tellTarget } from './tell.ts';

export interface SendNeeds extends TellNeeds {
  readonly store: { readonly sendings: Pick<Store['sendings'], 'byId' | 'byKey' | 'add' | 'change'> };
  readonly newId: () => string;
}

/** A page of the site whose links are to be told of, or a feed or sitemap that names such pages. */
export interface Errand {
  readonly what: Sending['what'];
  readonly url: string;
  readonly stamp: string;
  /** How long its job leaves it to whoever ordered it. */
  readonly delayMs?: number;
}

/** Notes what is to be sent, with its job. A page that is being sent already is read once more when that is over. */
export async function orderSending(needs: SendNeeds, site: Site, { what, url, stamp, delayMs = 0 }: Errand): Promise<Sending> {
  const plain = plainUrl(url);
  if (plain === null || !nameOfPage(site, plain)) return refuse('page-not-of-this-site');
  const key = `${what} ${plain}`;
  const before = await needs.store.sendings.byKey(site.id, key);
  const now = needs.now();
  const due = { state: 'due', stamp, attempts: 0, todo: [], changedAt: now } as const;
  if (before) {
    // What was under way when it was ordered anew begins anew.
    const unread = before.todo.length > 0 ? { etag: null, lastModified: null, digest: null } : {};
    const again: Sending = { ...before, ...unread, ...due, round: before.round + 1, version: before.version + 1 };
    return (await needs.store.sendings.change(again, { jobs: [sendJob(needs, again, delayMs)], log: null })) ? again : before;
  }
  const sending: Sending = {
    ...{ id: needs.newId(), siteId: site.id, key, group: what, version: 1, what, url: plain },
    ...{ etag: null, lastModified: null, digest: null, links: [], round: 1 },
    ...due,
  };
  return needs.store.sendings.add(sending, { jobs: [sendJob(needs, sending, delayMs)], log: null });
}

export const sendKey = ({ id, round }: Pick<Sending, 'id' | 'round'>): string => `send-linkbacks:${id}:${round}`;

function sendJob(needs: SendNeeds, sending: Sending, delayMs: number): NewJob {
  return {
    id: needs.newId(),
    key: sendKey(sending),
    kind: 'send-linkbacks',
    subjectId: sending.id,
    runAt: needs.now() + delayMs,
  };
}

/** So many hosts at a time, one link of each: then what came of it is kept. */
const hostsAtOnce = 5;
const waitsInMinutes = [1, 15, 120, 720];
const keptLinks = 300;

/** Does a part of what a page has to send. Answers when to go on, or null when there is nothing left. */
export async function sendStep(
  needs: SendNeeds,
  sending: Sending,
): Promise<{ readonly sending: Sending; readonly againAt: number | null }> {
  const ready = sending.todo.length > 0 ? sending : await readPage(needs, sending);
  const told = await Promise.all(oneOfEachHost(ready.todo).map((target) => tellTarget(needs, ready.url, target)));
  return keep(needs, sending, after(needs, ready, told));
}

function oneOfEachHost(targets: readonly string[]): readonly string[] {
  const byHost = new Map(targets.toReversed().map((target) => [new URL(target).host, target]));
  return [...byHost.values()].reverse().slice(0, hostsAtOnce);
}

function after(needs: SendNeeds, ready: Sending, told: readonly Told[]): { next: Sending; againAt: number | null } {
  const now = needs.now();
  const links = merged(
    ready,
    told.map(({ link }) => link),
  );
  const tried = new Set(told.map(({ link }) => link.target));
  const left = ready.todo.filter((target) => !tried.has(target));
  const busy = told.filter(({ freeAt }) => freeAt !== undefined);
  if (left.length > 0 || busy.length > 0) {
    const todo = [...left, ...told.filter(({ isFinal }) => !isFinal).map(({ link }) => link.target)];
    const soonest = busy.length === told.length ? Math.min(...busy.map(({ freeAt = now }) => freeAt)) : now;
    return { next: { ...ready, links, todo }, againAt: Math.max(now, soonest) };
  }
  const again = told.filter(({ isFinal }) => !isFinal).map(({ link }) => link.target);
  const wait = waitsInMinutes[ready.attempts];
  if (wait === undefined || (again.length === 0 && ready.state !== 'failed')) {
    return { next: { ...ready, links, todo: [], state: ready.state === 'failed' ? 'failed' : 'sent' }, againAt: null };
  }
  return { next: { ...ready, links, todo: again, state: 'due', attempts: ready.attempts + 1 }, againAt: now + wait * 60_000 };
}

async function keep(
  needs: SendNeeds,
  before: Sending,
  { next, againAt }: { readonly next: Sending; readonly againAt: number | null },
): Promise<{ readonly sending: Sending; readonly againAt: number | null }> {
  const sending: Sending = { ...next, changedAt: needs.now(), version: before.version + 1 };
  // It was ordered anew meanwhile, with a job of its own.
  const isOurs = await needs.store.sendings.change(sending, { jobs: [], log: null });
  return { sending, againAt: isOurs ? againAt : null };
}

function merged({ links }: Sending, fresh: readonly SentLink[]): readonly SentLink[] {
  const wasRemoved = new Set(links.filter(({ isRemoved }) => isRemoved).map(({ target }) => target));
  const known = new Map(links.map((link) => [link.target, link]));
  for (const link of fresh) known.set(link.target, { ...link, isRemoved: wasRemoved.has(link.target) });
  return [...known.values()].slice(-keptLinks);
}

/** What is to be told: every link of a page that changed, and each that was told of before and is gone. */
async function readPage(needs: SendNeeds, sending: Sending): Promise<Sending> {
  const fetched = await askAgain(needs, sending);
  const changed = isPage(fetched) ? fetched : null;
  if (changed === null) return { ...sending, state: isUnchanged(fetched) ? 'sent' : 'failed' };
  const page = readOwnPage(pageOf(changed).text, changed.url);
  const { etag = null, 'last-modified': lastModified = null } = changed.headers;
  const read = { ...sending, etag, lastModified, digest: page.digest };
  if (page.digest === sending.digest) return { ...read, state: 'sent' };
  const isHere = new Set(page.links);
  const links = sending.links.map((link) => ({ ...link, isRemoved: !isHere.has(link.target) }));
  const gone = sending.links.filter(
    ({ target, isRemoved, protocol }) => !isRemoved && !isHere.has(target) && protocol === 'webmention',
  );
  return { ...read, links, todo: [...page.links, ...gone.map(({ target }) => target)] };
}

export function askAgain({ fetchPage }: Pick<SendNeeds, 'fetchPage'>, { url, etag, lastModified }: Sending): Promise<Fetched> {
  const headers = {
    ...(etag !== null && { 'If-None-Match': etag }),
    ...(lastModified !== null && { 'If-Modified-Since': lastModified }),
  };
  return fetchPage({ url, headers });
}

export const isUnchanged = (fetched: Fetched): boolean => fetched.outcome === 'answered' && fetched.status === 304;

export function isPage(fetched: Fetched): fetched is Answered {
  return fetched.outcome === 'answered' && fetched.status >= 200 && fetched.status < 300;
}
