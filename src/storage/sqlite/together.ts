interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

const mostAtOnce = 100;

/**
 * Performs together, in one transaction, what is asked for within one turn of the event loop: the disk is waited for once.
 * `perform` answers for each a function that gives its answer or throws; where `perform` itself throws, all of them failed.
 */
export function together<Asked, Answer>(
  perform: (asked: readonly Asked[]) => readonly (() => Answer)[],
): (asked: Asked) => Promise<Answer> {
  let waiting: Waiting<Asked, Answer>[] = [];
  const performAll = () => {
    const batch = waiting.slice(0, mostAtOnce);
    waiting = waiting.slice(mostAtOnce);
    if (waiting.length > 0) setImmediate(performAll);
    settle(batch, perform);
  };
  return (asked) =>
    new Promise((resolve, reject) => {
      waiting.push({ asked, resolve, reject });
      if (waiting.length === 1) setImmediate(performAll);
    });
}

function settle<Asked, Answer>(
  batch: readonly Waiting<Asked, Answer>[],
  perform: (asked: readonly Asked[]) => readonly (() => Answer)[],
): void {
  try {
    const answers = perform(batch.map(({ asked }) => asked));
    for (const [at, { resolve, reject }] of batch.entries()) {
      try {
        resolve((answers[at] as () => Answer)());
      } catch (error) {
        reject(error);
      }
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
