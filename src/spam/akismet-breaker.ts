import type { Akismet, AkismetAnswer, AkismetFields } from './akismet.ts';

interface Needs {
  readonly akismet: Akismet;
  readonly now: () => number;
  /** Akismet answers again after it did not. */
  readonly onReturn: () => Promise<void>;
}

const mostInARow = 2;
/** How long nobody asks again who would have to wait for it. */
const restMs = 30_000;

const resting: AkismetAnswer = { kind: 'no-answer', why: 'It has not answered lately and is not asked for a while.' };

/** After two calls without an answer nobody waits for Akismet any more; one call in thirty seconds finds out whether it is back. */
export function withBreaker({ akismet, now, onReturn }: Needs): Akismet {
  let failures = 0;
  let triedAt = Number.NEGATIVE_INFINITY;
  let probe: Promise<unknown> = Promise.resolve();

  const note = (answered: boolean) => {
    const wasAway = failures > 0;
    failures = answered ? 0 : failures + 1;
    // Whoever waits is looked after by its own job, should this fail.
    if (answered && wasAway) void onReturn().catch(() => undefined);
  };
  const mayAsk = () => {
    if (failures >= mostInARow && now() - triedAt < restMs) return false;
    triedAt = now();
    return true;
  };
  /** Whoever asks again has time to wait for the call that finds out. */
  const isBackFor = async (fields: AkismetFields) => {
    if (fields['recheck_reason'] === undefined) return false;
    await probe;
    return mayAsk();
  };
  return {
    check: async (fields): Promise<AkismetAnswer> => {
      if (!mayAsk() && !(await isBackFor(fields))) return resting;
      const asked = akismet.check(fields);
      if (failures >= mostInARow) probe = asked;
      const answer = await asked;
      note(answer.kind !== 'no-answer');
      return answer;
    },
    submit: async (as, fields) => {
      if (!mayAsk()) return false;
      const taken = await akismet.submit(as, fields);
      note(taken);
      return taken;
    },
    verifyKey: (blog) => akismet.verifyKey(blog),
  };
}
