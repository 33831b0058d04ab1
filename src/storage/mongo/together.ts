interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** No answer yet: to be asked for again after that time. */
export interface Later {
  readonly laterMs: number;
}

const mostAtOnce = 100;

/**
 * Performs together what is asked for while the batch before it is under way. `perform` answers for each, with an Error where that
 * one failed; where it throws itself, all of them did.
 */
export function createQueueing<Asked, Answer extends object>(
  perform: (asked: readonly Asked[]) => Promise<readonly (Answer | Error | Later)[]>,
): (asked: Asked) => Promise<Answer> {
  let waiting: Waiting<Asked, Answer>[] = [];
  let isUnderWay = false;
  let isCalled = false;
  const call = () => {
    if (isCalled || waiting.length === 0 || isUnderWay) return;
    isCalled = true;
    setImmediate(next);
  };
  const queue = (one: Waiting<Asked, Answer>) => {
    waiting.push(one);
    call();
  };
  const next = async () => {
    isCalled = false;
    const batch = waiting.slice(0, mostAtOnce);
    waiting = waiting.slice(mostAtOnce);
    isUnderWay = true;
    await settleAll(batch, perform, queue);
    isUnderWay = false;
    call();
  };
  return (asked) => new Promise((resolve, reject) => queue({ asked, resolve, reject }));
}

async function settleAll<Asked, Answer extends object>(
  batch: readonly Waiting<Asked, Answer>[],
  perform: (asked: readonly Asked[]) => Promise<readonly (Answer | Error | Later)[]>,
  queue: (one: Waiting<Asked, Answer>) => void,
): Promise<void> {
  try {
    const answers = await perform(batch.map(({ asked }) => asked));
    for (const [at, one] of batch.entries()) {
      const answer = answers[at] ?? new Error('A batch was answered in part.');
      if (answer instanceof Error) one.reject(answer);
      else if ('laterMs' in answer) setTimeout(queue, answer.laterMs, one);
      else one.resolve(answer);
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
