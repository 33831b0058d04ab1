import { createHash } from 'node:crypto';
import { registrableDomain } from '../net/registrable-domain.ts';
import { refuse } from '../refusal.ts';
import { type FoundPage, findPage } from '../sites/find-page.ts';
import { isOpen } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import { findWord } from '../spam/find-word.ts';
import type { Store } from '../storage/store.ts';
import type { Pair, Protocol } from './pair.ts';
import { plainUrl, sourceUrl } from './same-url.ts';
import { verifyJob } from './verify-job.ts';

export interface ReceiveNeeds {
  readonly store: {
    readonly pages: Pick<Store['pages'], 'byKey'>;
    readonly comments: Pick<Store['comments'], 'bySource'>;
    readonly received: Pick<Store['received'], 'byKey' | 'add' | 'change' | 'count'>;
  };
  readonly now: () => number;
  readonly newId: () => string;
}

/** What somebody says at one of the three doors: this source links to that page of yours. */
export interface Claim {
  readonly site: Site;
  readonly protocol: Protocol;
  readonly source: string;
  readonly target: string;
  readonly given: Pair['given'];
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** known: it stands here already. waiting: its turn comes by itself. due: nobody has looked yet, and its job is stored. */
export interface Received {
  readonly pair: Pair;
  readonly is: 'known' | 'waiting' | 'due';
}

/** A pingback is its protocol's only sign that a source changed, and costs the sender nothing. */
const againAfterMs = 10 * 60_000;
/** Nothing waits so long but what its job could not even be tried for. */
const stuckAfterMs = 24 * 60 * 60_000;
const mostWaiting = 1_000;
const mostOfDomain = 100;

/**
 * Takes a linkback in, whichever way it came: one entry for a page and a source, looked at by a job. Nothing is fetched here.
 * @throws Refusal for what is no linkback to an open page of this site
 */
export async function receiveLinkback(needs: ReceiveNeeds, claim: Claim): Promise<Received> {
  const { site } = claim;
  if (!site.settings[`${claim.protocol}s`]) refuse('thread-closed', { message: `This site takes no ${claim.protocol}s.` });
  const source = sourceUrl(claim.source) ?? refuseSource('The source is no address that begins with http:// or https://.');
  if (findWord(site.settings.blockedWords, [source])) refuse('not-allowed', { message: 'This source is blocked here.' });
  const found = await findPage(needs.store, site, plainUrl(claim.target) ?? '');
  if (source === plainUrl(claim.target)) refuseSource('Source and target are one page.');
  if (!isOpen(found.page, site.settings)) refuse('thread-closed', { message: 'This page takes no linkbacks any more.' });
  const before = await needs.store.received.byKey(site.id, keyOf(found, source));
  return before ? demandAgain(needs, claim, before) : takeNew(needs, claim, { found, source });
}

function refuseSource(message: string): never {
  return refuse('invalid', { message, errors: [{ field: 'source', code: 'invalid', message }] });
}

function keyOf({ key }: Pick<FoundPage, 'key'>, source: string): string {
  return createHash('sha256').update(`${key}\n${source}`).digest('base64url');
}

async function takeNew(
  needs: ReceiveNeeds,
  claim: Claim,
  { found, source }: { readonly found: FoundPage; readonly source: string },
): Promise<Received> {
  const at = needs.now();
  const { site, protocol, target, given, address, userAgent } = claim;
  const [known] = found.page ? await needs.store.comments.bySource(found.page.id, source) : [];
  const pair: Pair = {
    ...{ id: needs.newId(), siteId: site.id, key: keyOf(found, source), state: known ? 'linked' : 'waiting', version: 1 },
    ...{
      group: await registrableDomain(new URL(source).hostname),
      changedAt: at,
      protocol,
      source,
      target,
      formerTarget: null,
      given,
    },
    ...{ address: known ? null : address, userAgent: known ? null : userAgent, commentId: known?.id ?? null, isTakenOut: false },
    ...{ round: 1, attempts: 0, missed: 0, receivedAt: at, checkedAt: known ? at : null },
  };
  if (!known) await requireRoom(needs, pair);
  const jobs = known ? [] : [verifyJob(pair, { id: needs.newId(), now: at })];
  const stands = await needs.store.received.add(pair, { jobs, log: null });
  if (stands.id !== pair.id) return demandAgain(needs, claim, stands);
  return { pair, is: known ? 'known' : 'due' };
}

/** A webmention says that its source changed; a pingback says so too, but says it far too often. */
async function demandAgain(
  needs: ReceiveNeeds,
  { protocol, target, address, userAgent }: Claim,
  before: Pair,
): Promise<Received> {
  const at = needs.now();
  const isKnown = before.commentId !== null && !before.isTakenOut;
  const is = isKnown ? 'known' : 'waiting';
  if (before.state === 'waiting' && at - before.changedAt < stuckAfterMs) return { pair: before, is };
  if (isKnown && protocol !== 'webmention' && at - (before.checkedAt ?? 0) < againAfterMs) return { pair: before, is };
  const formerTarget = isKnown && target !== before.target ? before.target : before.formerTarget;
  const demand = { state: 'waiting', target, formerTarget, address, userAgent, changedAt: at, attempts: 0, missed: 0 } as const;
  const pair: Pair = { ...before, ...demand, round: before.round + 1, version: before.version + 1 };
  await requireRoom(needs, pair);
  const jobs = [verifyJob(pair, { id: needs.newId(), now: at })];
  if (!(await needs.store.received.change(pair, { jobs, log: null }))) return { pair: before, is };
  return { pair, is: isKnown ? 'known' : 'due' };
}

/** One who names a thousand sources, or one domain a hundred times, waits until some of them were looked at. */
async function requireRoom(needs: ReceiveNeeds, pair: Pair): Promise<void> {
  const { all, ofGroup } = await needs.store.received.count({ ...pair, state: 'waiting' }, mostWaiting);
  if (all >= mostWaiting || ofGroup >= mostOfDomain)
    refuse('too-many-requests', { retryAfter: 60, message: 'Too many linkbacks are waiting to be verified. Try again later.' });
}
