import type { DecisionAnswer } from '../../wire/moderation.ts';
import { ask } from '../ask.ts';
import { askFirst } from '../shell/dialog.tsx';
import { sentenceOf } from '../shell/loaded.tsx';
import { toast } from '../shell/toasts.tsx';
import { undoEntry } from '../shell/undo-entry.ts';
import { fill, plural, words } from '../words/words.ts';
import { changedBy } from './changed-by.ts';
import type { Counts, Status } from './filter.ts';
import { offerLookAlikes } from './look-alikes.tsx';
import { note, type Queue, reload, topUp } from './queue.ts';
import { type Rows, successorOf, withBack, without } from './rows.ts';
import { offerUndo } from './undo.ts';

export type Target = Status | 'deleted';

/** Comments by id, each with the version that the moderator saw. */
export type Items = readonly { readonly id: string; readonly version: number }[];

export interface Decision {
  readonly items: Items;
  readonly to: Target;
  /** Why, if the moderator said so. */
  readonly note?: string | undefined;
}

/** Moves comments to a status: on the screen at once, and then in the service. Where that says no, they are back. */
export async function decide(queue: Queue, decision: Decision): Promise<void> {
  const { items, to } = decision;
  if (items.length === 0 || to === queue.filter.status) return;
  if (to === 'deleted' && !(await mayDelete(items.length))) return;
  const taken = take(queue, items, to);
  const asked = ask<DecisionAnswer>('moderation/decisions', {
    body: { ...decision, items: items.map(({ id, version }) => ({ id, version })) },
  });
  const offerNoUndo =
    to === 'deleted' ? null : offerUndo(plural(words.queue.done[to], items.length), () => takeBack(queue, taken, asked));
  // What lies beyond the rows would be fetched before it is decided.
  const isShown = taken.rows.length === taken.count;
  if (isShown) void topUp(queue);
  queue.saving.value += 1;
  const answer = await asked.catch((error: unknown) =>
    refused(queue, taken, { error, again: () => void decide(queue, decision) }),
  );
  queue.saving.value -= 1;
  if (!isShown) void topUp(queue);
  if (!answer?.undo) offerNoUndo?.();
  if (answer) await settle(queue, taken, answer).catch((error: unknown) => toast({ text: sentenceOf(error), tone: 'alarm' }));
}

/** Nothing came of it: rows, counts and choice are as before, and the moderator may try again. */
function refused(queue: Queue, taken: Taken, { error, again }: { readonly error: unknown; readonly again: () => void }): null {
  putBack(queue, taken.rows, taken);
  queue.counts.value = moved(queue.counts.value, { ...taken, count: taken.count - taken.rows.length }, -1);
  queue.chosen.value = new Map([...queue.chosen.value, ...taken.chosen]);
  const act = { label: words.shell.tryAgain, do: again };
  toast({ text: fill(words.queue.notSaved, { why: sentenceOf(error) }), tone: 'alarm', act });
  return null;
}

function mayDelete(count: number): Promise<boolean> {
  const { title, text, yes } = words.queue.deleting;
  return askFirst({ title: plural(title, count), text, yes });
}

interface Taken {
  readonly items: Items;
  readonly rows: Rows;
  /** Of the choice, which may reach beyond the rows. */
  readonly chosen: Queue['chosen']['value'];
  readonly from: Status;
  readonly to: Target;
  readonly count: number;
}

/** Takes rows from the screen, the eye going on to what comes next. */
export function take(queue: Queue, items: Items, to: Target): Taken {
  const named = new Set(items.map(({ id }) => id));
  const { rows, current, chosen, form, counts, filter, follows, gone } = queue;
  const ids = new Set([...named, ...gone.value.keys()]);
  const taken = {
    rows: rows.value.filter(({ id }) => named.has(id)),
    chosen: new Map([...chosen.value].filter(([id]) => named.has(id))),
    ...{ items, from: filter.status, to, count: items.length },
  };
  const successor = successorOf(rows.value, ids, current.value);
  follows.value = true;
  rows.value = without(rows.value, ids);
  current.value = successor;
  chosen.value = new Map([...chosen.value].filter(([id]) => !ids.has(id)));
  if (form.value && ids.has(form.value.id)) form.value = null;
  gone.value = new Map();
  counts.value = moved(counts.value, taken, 1);
  return taken;
}

function moved(counts: Counts | null, { from, to, count }: Pick<Taken, 'from' | 'to' | 'count'>, sign: 1 | -1): Counts | null {
  if (!counts) return null;
  const left = { ...counts, [from]: counts[from] - sign * count };
  return to === 'deleted' ? left : { ...left, [to]: left[to] + sign * count };
}

/** Rows that stand here again, the eye on the first of them. */
export function putBack(queue: Queue, rows: Rows, moves: Pick<Taken, 'from' | 'to'>): void {
  queue.counts.value = moved(queue.counts.value, { ...moves, count: rows.length }, -1);
  queue.rows.value = withBack(queue.rows.value, rows);
  const ids = new Set(rows.map(({ id }) => id));
  queue.follows.value = true;
  queue.current.value = queue.rows.value.find(({ id }) => ids.has(id))?.id ?? queue.current.value;
}

async function settle(queue: Queue, taken: Taken, { stale, alike }: DecisionAnswer): Promise<void> {
  if (alike.length > 0) offerLookAlikes(queue, alike, (items) => void decide(queue, { items, to: 'spam' }));
  if (stale.length > mostTold) {
    toast({ text: plural(words.queue.staleMany, stale.length), tone: 'alarm' });
    await reload(queue);
  } else for (const held of taken.items.filter(({ id }) => stale.includes(id))) await tellChange(queue, held, taken);
}

/** Of more, only how many there are is told. */
const mostTold = 5;

/** What somebody else was quicker with: a row is shown as it is now, where it still belongs here. */
async function tellChange(queue: Queue, held: Items[number], taken: Taken): Promise<void> {
  const row = taken.rows.find(({ id }) => id === held.id);
  const { comment, text } = await changedBy(held, queue.filter.site);
  const name = (row ?? comment)?.author.name || words.queue.noName;
  toast({ text: fill(words.queue.leftAlone, { name, what: text }), tone: 'alarm' });
  if (row && comment?.status === queue.filter.status) {
    putBack(queue, [comment], taken);
    note(queue, comment.id, text);
  } else queue.counts.value = moved(queue.counts.value, { ...taken, count: 1 }, -1);
}

async function takeBack(queue: Queue, taken: Taken, asked: Promise<DecisionAnswer>): Promise<void> {
  const { undo } = await asked;
  if (undo === null) return;
  const { after } = await undoEntry(undo);
  const versions = new Map(after.map(({ id, version }) => [id, version]));
  const rows = taken.rows.flatMap((row) => ({ ...row, version: versions.get(row.id) ?? row.version }));
  if (rows.length < taken.count) await reload(queue);
  else
    putBack(
      queue,
      rows.filter(({ id }) => versions.has(id)),
      taken,
    );
}
