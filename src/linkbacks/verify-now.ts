import { setTimeout as pause } from 'node:timers/promises';
import { type Look, lookAtSource } from './look.ts';
import type { Pair } from './pair.ts';
import { applyLook, type VerifyNeeds } from './verify.ts';

/** later: its job will see to it. absent: there is no source, as far as anybody may learn. */
export type Now = 'linked' | 'unlinked' | 'absent' | 'closed' | 'later';

const secondLookMs = 1_000;
const answerMs = 1_500;
const deadlineMs = 1_800;

/** So many at a time within requests; the others are jobs at once. */
const mostAtOnce = 50;

/**
 * Verifies within a request while that is quick: WordPress hangs up at three seconds. A source that is not there, and one that we would
 * never ask, are both answered at one and the same time, so that nobody learns which of the two it is.
 */
export function createVerifyNow(needs: VerifyNeeds): (pair: Pair) => Promise<Now> {
  let atOnce = 0;
  return async (pair) => {
    if (atOnce >= mostAtOnce) return 'later';
    atOnce += 1;
    const outcome = lookTwice(needs, pair).finally(() => {
      atOnce -= 1;
    });
    const deadline = new AbortController();
    const late = pause(deadlineMs, 'later' as const, { signal: deadline.signal }).catch(() => 'later' as const);
    try {
      return await Promise.race([outcome, late]);
    } finally {
      deadline.abort();
      // What goes on without us has its job, which does it again where it fails.
      outcome.catch(() => undefined);
    }
  };
}

async function lookTwice(needs: VerifyNeeds, pair: Pair): Promise<Now> {
  const second = pause(secondLookMs);
  const answer = pause(answerMs);
  const first = await lookAtSource(needs.fetchPage, pair);
  if (!isAbsent(first)) return nowOf(needs, pair, first);
  await second;
  const again = await lookAtSource(needs.fetchPage, pair);
  if (!isAbsent(again)) return nowOf(needs, pair, again);
  // It is answered as absent only where it was known to be so by then.
  await answer;
  await applyLook(needs, pair, { found: 'absent' });
  return 'absent';
}

function isAbsent({ found }: Look): boolean {
  return found === 'nothing' || found === 'missing' || found === 'gone';
}

async function nowOf(needs: VerifyNeeds, pair: Pair, look: Look): Promise<Now> {
  if (look.found === 'busy' || look.found === 'trouble') return 'later';
  const { state } = await applyLook(needs, pair, look);
  return state === 'linked' || state === 'closed' ? state : 'unlinked';
}
