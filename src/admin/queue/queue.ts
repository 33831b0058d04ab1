import { type Signal, signal } from '@preact/signals';
import type { QueuedView, QueueView } from '../../wire/moderation.ts';
import { ask } from '../ask.ts';
import { sentenceOf } from '../shell/loaded.tsx';
import type { Counts, Filter } from './filter.ts';
import type { Rows } from './rows.ts';

export type Form = 'reply' | 'quick' | 'edit';

/** One part of a queue as it stands on the screen. */
export interface Queue {
  readonly filter: Filter;
  readonly rows: Signal<Rows>;
  readonly counts: Signal<Counts | null>;
  /** `more` while rows are still there to be worked on. */
  readonly loading: Signal<'first' | 'more' | null>;
  readonly problem: Signal<string | null>;
  readonly next: Signal<string | null>;
  /** The cursors of the pages before this one, the first page's being null. */
  readonly before: Signal<readonly (string | null)[]>;
  /** The row that the keys act on. */
  readonly current: Signal<string | null>;
  /** Whether the focus goes along with it: not where somebody is typing elsewhere. */
  readonly follows: Signal<boolean>;
  /** What is ticked, by id, with the version that was seen. It may reach beyond the rows. */
  readonly chosen: Signal<ReadonlyMap<string, number>>;
  readonly form: Signal<{ readonly id: string; readonly what: Form } | null>;
  /** What others did to a row meanwhile. */
  readonly notes: Signal<ReadonlyMap<string, string>>;
  /** Rows that others moved elsewhere, and who. They stay where they are until the next act, so that nothing slips from under a click. */
  readonly gone: Signal<ReadonlyMap<string, string>>;
  /** What came since the page was read. */
  readonly arrived: Signal<ReadonlySet<string>>;
  /** How many decisions are on their way. */
  readonly saving: Signal<number>;
}

export function newQueue(filter: Filter): Queue {
  return {
    filter,
    rows: signal<Rows>([]),
    counts: signal<Counts | null>(null),
    loading: signal<'first' | 'more' | null>('first'),
    problem: signal<string | null>(null),
    next: signal<string | null>(null),
    before: signal<readonly (string | null)[]>([]),
    current: signal<string | null>(null),
    follows: signal(false),
    chosen: signal<ReadonlyMap<string, number>>(new Map()),
    form: signal<{ readonly id: string; readonly what: Form } | null>(null),
    notes: signal<ReadonlyMap<string, string>>(new Map()),
    gone: signal<ReadonlyMap<string, string>>(new Map()),
    arrived: signal<ReadonlySet<string>>(new Set()),
    saving: signal(0),
  };
}

/** A page is what fits into a head; below `few` more is fetched before the last one is done. */
const pageSize = 50;
const few = 15;

/** A search for frequent words that seldom meet answers before it has found anything, and is asked to go on so often. */
const mostLooks = 40;

export async function page(filter: Filter, from: string | null, limit = pageSize): Promise<QueueView> {
  const { site, status, type, q } = filter;
  let cursor = from;
  for (let looks = 1; ; looks += 1) {
    const query = { site, status, type, q: q.trim(), limit: String(limit), cursor: cursor ?? undefined };
    const view = await ask<QueueView>('moderation/comments', { query });
    if (view.comments.length > 0 || view.next === null || looks === mostLooks) return view;
    cursor = view.next;
  }
}

/** Shows the page at this cursor in the place of what is shown. */
export async function load(queue: Queue, cursor: string | null, stand: 'first' | 'last' = 'first'): Promise<void> {
  queue.loading.value = 'first';
  queue.problem.value = null;
  try {
    const { comments, next, counts } = await page(queue.filter, cursor);
    queue.rows.value = comments;
    queue.next.value = next;
    tellCounts(queue, counts);
    queue.notes.value = new Map();
    queue.gone.value = new Map();
    if (cursor === null) queue.arrived.value = new Set();
    queue.current.value = (stand === 'first' ? comments[0] : comments.at(-1))?.id ?? null;
  } catch (error) {
    queue.problem.value = sentenceOf(error);
  }
  queue.loading.value = null;
  if (queue.rows.value.length > 0) void topUp(queue);
}

/** What is on its way to the service is counted on the screen already. */
export function tellCounts(queue: Queue, counts: Counts): void {
  if (queue.saving.value === 0) queue.counts.value = counts;
}

/** The same page anew, the eye staying where it is if that is still there. */
export async function reload(queue: Queue): Promise<void> {
  const { value: current } = queue.current;
  await load(queue, queue.before.value.at(-1) ?? null);
  if (queue.rows.value.some(({ id }) => id === current)) queue.current.value = current;
}

/** Adds rows below where few are left, so that whoever works quickly never waits at the end of a page. */
export async function topUp(queue: Queue): Promise<void> {
  const { value: cursor } = queue.next;
  if (queue.rows.value.length >= few || cursor === null || queue.loading.value !== null) return;
  queue.loading.value = 'more';
  try {
    const { comments, next, counts } = await page(queue.filter, cursor);
    const known = new Set(queue.rows.value.map(({ id }) => id));
    queue.rows.value = [...queue.rows.value, ...comments.filter(({ id }) => !known.has(id))];
    queue.next.value = next;
    tellCounts(queue, counts);
    queue.current.value ??= queue.rows.value[0]?.id ?? null;
  } catch (error) {
    queue.problem.value = sentenceOf(error);
  }
  queue.loading.value = null;
}

/** Turns the page. Answers false where there is none. */
export function turn(queue: Queue, to: 'older' | 'newer'): boolean {
  const { next, before } = queue;
  if (to === 'older') {
    if (next.value === null) return false;
    before.value = [...before.value, next.value];
    void load(queue, next.value);
    return true;
  }
  if (before.value.length === 0) return false;
  before.value = before.value.slice(0, -1);
  void load(queue, before.value.at(-1) ?? null, 'last');
  return true;
}

/** One comment as it is now. */
export async function fresh(id: string): Promise<QueuedView> {
  return (await ask<{ readonly comment: QueuedView }>(`moderation/comments/${id}`)).comment;
}

export function replaceRow(queue: Queue, comment: QueuedView): void {
  queue.rows.value = queue.rows.value.map((row) => (row.id === comment.id ? comment : row));
  if (queue.chosen.value.has(comment.id)) queue.chosen.value = new Map(queue.chosen.value).set(comment.id, comment.version);
}

export function note(queue: Queue, id: string, text: string | null): void {
  const notes = new Map(queue.notes.value);
  if (text === null) notes.delete(id);
  else notes.set(id, text);
  queue.notes.value = notes;
}
