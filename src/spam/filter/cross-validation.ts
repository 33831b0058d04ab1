import { setImmediate as nextTurn } from 'node:timers/promises';
import { learn, type Opinion, opinionOf, type Taught } from './classifier.ts';

export interface Judged {
  readonly isSpam: boolean;
  readonly opinion: Opinion;
}

const folds = 5;

/** Each decision judged by a filter that was taught all but a fifth of them, the one it is in. */
export async function crossValidated(taught: readonly Taught[]): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const learning = learn(taught.filter((_, at) => at % folds !== fold));
    let step = learning.next();
    while (!step.done) {
      await nextTurn();
      step = learning.next();
    }
    const learned = step.value;
    const mine = taught.filter((_, at) => at % folds === fold);
    judged.push(...mine.map((one) => ({ isSpam: one.isSpam, opinion: opinionOf(learned, one) })));
  }
  return judged;
}
