import type { DecisionAnswer } from '../../wire/moderation.ts';
import { ask } from '../ask.ts';
import { plural, words } from '../words/words.ts';
import { announce } from './announce.tsx';
import { toast } from './toasts.tsx';

const mostSaid = 3;

/** Takes back an entry of the log: whoever offers an undo, in a toast or in the log itself, asks for it here. @throws Refused */
export async function undoEntry(entry: string): Promise<DecisionAnswer> {
  const answer = await ask<DecisionAnswer>('moderation/undo', { body: { id: entry } });
  const stale = answer.stale.length;
  announce(plural(words.queue.undone, answer.changed));
  const why = [...new Set(answer.since.map(({ text }) => text))].slice(0, mostSaid);
  if (stale > 0) toast({ text: [plural(words.queue.notUndone, stale), ...why].join(' '), tone: 'alarm' });
  return answer;
}
