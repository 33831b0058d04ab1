import { setTimeout as pause } from 'node:timers/promises';
import { type Look, lookAtSource } from './look.ts';
import type { Pair } from './pair.ts';
import { applyLook, type VerifyNeeds } from './verify.ts';

/** later: its job will see to it. absent: there is no source, as far as anybody may learn. */
export type Now = 'linked' | 'unlinked' | 'absent' | 'closed' | 'later';

const secondLook = 1;
const answer = 1.5;
const deadline = 1.6;
const writtenBy = 1.8;

/** So many at a time within requests; the others are jobs at once. */
const mostAtOnce = 50;

/** Seconds of a clock that only runs forward. */
type Stopwatch = () => number;

/**
 * Verifies within a request while that is quick: WordPress hangs up at three seconds after its request, which `began` tells. A source
 * that is not there, and one that we would never ask, are both answered at one and the same time, so that nobody learns which it is.
 */
export function createVerifyNow(needs: VerifyNeeds, stopwatch: Stopwatch): (pair: Pair, began: number) => Promise<Now> {
  let atOnce = 0;
  return async (pair, began) => {
    if (atOnce >= mostAtOnce) return 'later';
    atOnce += 1;
    const at = (seconds: number) => Math.max(0, began + seconds - stopwatch()) * 1_000;
    const looking = lookTwice(needs, pair, at).finally(() => {
      atOnce -= 1;
    });
    const over = new AbortController();
    const late = pause(at(deadline), 'later' as const, { signal: over.signal }).catch(() => 'later' as const);
    try {
      const now = await Promise.race([looking, late]);
      if (now === 'absent') {
        // Known in time, it is answered in time, however long it takes to write down.
        const writing = applyLook(needs, pair, { found: 'absent' });
        await Promise.race([writing, pause(at(writtenBy), null, { signal: over.signal }).catch(() => null)]);
      }
      return now;
    } finally {
      over.abort();
      // What goes on without us has its job, which does it again where it fails.
      looking.catch(() => undefined);
    }
  };
}

async function lookTwice(needs: VerifyNeeds, pair: Pair, at: (seconds: number) => number): Promise<Now> {
  const first = await lookAtSource(needs.fetchPage, pair);
  if (!isAbsent(first)) return nowOf(needs, pair, first);
  await pause(at(secondLook));
  const again = await lookAtSource(needs.fetchPage, pair);
  if (!isAbsent(again)) return nowOf(needs, pair, again);
  // It is answered as absent only where it was known to be so by then.
  await pause(at(answer));
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
