import type { Job } from '../jobs/job.ts';
import type { SafeFetch } from '../net/safe-fetch.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import { type Look, lookAtSource } from './look.ts';
import type { Pair, PairState } from './pair.ts';
import { plainUrl } from './same-url.ts';
import { keepLinkback, removeLinkback, type SettleNeeds } from './settle.ts';
import { lookAgainAt, spread, verifyKey } from './verify-job.ts';

export interface VerifyNeeds extends SettleNeeds {
  readonly store: SettleNeeds['store'] & { readonly received: Pick<Store['received'], 'byId' | 'change'> };
  readonly sites: Pick<SiteBook, 'byId'>;
  readonly fetchPage: SafeFetch;
}

/** Looks at a source whose turn it is. Answers when to look again, or null when there is nothing left to do. */
export async function verifyLinkback(
  needs: VerifyNeeds,
  job: Pick<Job, 'key' | 'subjectId'>,
): Promise<{ readonly againAt: number } | null> {
  const pair = await needs.store.received.byId(job.subjectId);
  if (pair?.state !== 'waiting' || verifyKey(pair) !== job.key) return null;
  const { againAt } = await applyLook(needs, pair, await lookAtSource(needs.fetchPage, pair));
  return againAt === null ? null : { againAt };
}

export interface Applied {
  readonly state: PairState;
  readonly againAt: number | null;
}

/** Who waits for a turn this long will not get one: his host is named by too many. */
const longestWaitMs = 12 * 60 * 60_000;
const busySpreadMs = 30_000;

/** Makes what a look came to the state of things. */
export async function applyLook(needs: VerifyNeeds, pair: Pair, look: Look): Promise<Applied> {
  const now = needs.now();
  if (look.found === 'busy' && now - pair.changedAt < longestWaitMs)
    return { state: 'waiting', againAt: look.freeAt + spread(pair.id, busySpreadMs) };
  const site = await needs.sites.byId(pair.siteId);
  if (!site) return { state: 'unreachable', againAt: null };
  if (look.found === 'link') {
    const comment = await keepLinkback(needs, { site, pair, reading: look.reading });
    if (comment === null) return ended(needs, pair, { state: 'closed' });
    const target = look.reading.page.link?.target === plainUrl(pair.target) ? pair.target : (pair.formerTarget ?? pair.target);
    return ended(needs, pair, { state: 'linked', commentId: comment.id, isTakenOut: false, target, formerTarget: null });
  }
  if (look.found === 'no-link' || look.found === 'gone')
    return without(needs, pair, look.found === 'gone' ? 'source gone' : 'link gone');
  if (look.found === 'absent') return ended(needs, pair, { state: pair.isTakenOut ? 'gone' : 'unreachable' });
  return afterTrouble(needs, pair, look.found === 'missing');
}

async function without(needs: VerifyNeeds, pair: Pair, why: string): Promise<Applied> {
  if (pair.commentId === null) return ended(needs, pair, { state: 'unlinked' });
  const isTakenOut = (await removeLinkback(needs, pair, why)) || pair.isTakenOut;
  return ended(needs, pair, { state: 'gone', isTakenOut });
}

/** A page that is not found twice is gone. What could not be looked at stays as it was. */
async function afterTrouble(needs: VerifyNeeds, pair: Pair, isMissing: boolean): Promise<Applied> {
  const attempts = pair.attempts + 1;
  const missed = isMissing ? pair.missed + 1 : 0;
  if (pair.commentId !== null && missed >= 2) return without(needs, pair, 'source gone');
  const againAt = lookAgainAt(needs.now(), attempts);
  if (againAt !== null) return { ...(await changed(needs, pair, { attempts, missed })), againAt };
  const state = pair.commentId === null ? 'unreachable' : pair.isTakenOut ? 'gone' : 'linked';
  return ended(needs, pair, { state, attempts, missed });
}

/** Whoever sent it is nobody's business any more. */
function ended(needs: VerifyNeeds, pair: Pair, parts: Partial<Pair> & Pick<Pair, 'state'>): Promise<Applied> {
  return changed(needs, pair, { attempts: 0, missed: 0, ...parts, address: null, userAgent: null, checkedAt: needs.now() });
}

/** Somebody else may have looked at the same time, or it was demanded anew: what they made of it stands, and has a job of its own. */
async function changed(needs: VerifyNeeds, pair: Pair, parts: Partial<Pair>): Promise<Applied> {
  const after: Pair = { ...pair, ...parts, changedAt: needs.now(), version: pair.version + 1 };
  await needs.store.received.change(after, { jobs: [], log: null });
  return { state: after.state, againAt: null };
}
