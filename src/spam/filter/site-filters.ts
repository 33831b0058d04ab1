import { setImmediate as nextTurn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Store } from '../../storage/store.ts';
import type { Lesson } from '../lesson.ts';
import { type Learned, learn, nothingLearned, type Taught } from './classifier.ts';
import { taughtBy } from './content.ts';

/** What each site's moderators have taught, ready to judge by. */
export interface SiteFilters {
  /** No more than a few seconds old, whichever process was taught. */
  learned(siteId: string): Promise<Learned>;
}

interface Needs {
  readonly lessons: Pick<Store['lessons'], 'newest' | 'revision'>;
  readonly now: () => number;
}

interface Known {
  readonly learned: Learned;
  readonly revision: string;
  checkedAt: number;
}

/** A site's filter takes 160 KB. */
const mostSites = 100;
/** How long nobody asks the store whether something was taught. */
const freshMs = 2_000;
/** Beyond that a judgement waits for what was taught meanwhile. */
const staleMs = 4_000;
/** The newest of each label that a site learns from: training goes over them thirty times. */
export const mostOfALabel = 500;

/**
 * The decisions are what is stored; what was learned from them is a cache, made anew from the newest ones whenever they changed. So
 * undo, edit and erasure unlearn exactly, and every process comes to the same.
 */
export function createSiteFilters({ lessons, now }: Needs): SiteFilters {
  const known = new LRUCache<string, Known>({ max: mostSites });
  const loading = new Map<string, Promise<Learned>>();

  const load = (siteId: string): Promise<Learned> => {
    const under = loading.get(siteId) ?? loadAnew(siteId).finally(() => loading.delete(siteId));
    loading.set(siteId, under);
    return under;
  };
  const loadAnew = async (siteId: string): Promise<Learned> => {
    const checkedAt = now();
    const revision = await lessons.revision(siteId);
    const before = known.get(siteId);
    if (before?.revision === revision) {
      before.checkedAt = checkedAt;
      return before.learned;
    }
    const [ham, spam] = await Promise.all([false, true].map((isSpam) => lessons.newest(siteId, isSpam, mostOfALabel)));
    const taught = distinct([...(ham ?? []), ...(spam ?? [])]);
    const learned = taught.length === 0 ? nothingLearned() : await inTurns(taught);
    known.set(siteId, { learned, revision, checkedAt });
    return learned;
  };
  return {
    learned: (siteId) => {
      const found = known.get(siteId);
      const age = found ? now() - found.checkedAt : Number.POSITIVE_INFINITY;
      if (!found || age > staleMs) return load(siteId);
      // The store being away is told to whoever needs it next.
      if (age > freshMs) void load(siteId).catch(() => undefined);
      return Promise.resolve(found.learned);
    },
  };
}

/** Where one text was decided on both ways, the later decision stands. */
export function distinct(lessons: readonly Lesson[]): Taught[] {
  const byDigest = new Map<string, Lesson>();
  for (const lesson of lessons.toSorted((a, b) => (a.taughtAt < b.taughtAt ? -1 : 1))) {
    byDigest.delete(lesson.digest);
    byDigest.set(lesson.digest, lesson);
  }
  return [...byDigest.values()].map(taughtBy).filter((one) => one !== null);
}

/** Between two steps whoever waits has a turn. */
async function inTurns(taught: readonly Taught[]): Promise<Learned> {
  const steps = learn(taught);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}
