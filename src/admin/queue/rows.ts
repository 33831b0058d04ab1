import type { QueuedView } from '../../wire/moderation.ts';

export type Row = QueuedView;
export type Rows = readonly Row[];

export const without = (rows: Rows, ids: ReadonlySet<string>): Rows => rows.filter(({ id }) => !ids.has(id));

/** The rows with these among them where they belong: newest first, of the same time by id, as the service orders them. */
export function withBack(rows: Rows, back: Rows): Rows {
  const ids = new Set(back.map(({ id }) => id));
  return [...without(rows, ids), ...back].sort(newestFirst);
}

const newestFirst = (a: Row, b: Row): number =>
  Date.parse(b.date) - Date.parse(a.date) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

/** Where the eye goes when these are taken: the next row that stays, else the one before. */
export function successorOf(rows: Rows, taken: ReadonlySet<string>, current: string | null): string | null {
  const at = rows.findIndex(({ id }) => id === current);
  if (at < 0) return without(rows, taken)[0]?.id ?? null;
  const stays = ({ id }: Row) => !taken.has(id);
  return (rows.slice(at).find(stays) ?? rows.slice(0, at).findLast(stays))?.id ?? null;
}

/** The next row in that direction that is still one of these. */
export function neighbourOf(rows: Rows, { current, gone }: Place, step: 1 | -1): string | null {
  const at = rows.findIndex(({ id }) => id === current);
  const stays = ({ id }: Row) => !gone.has(id);
  if (at < 0) return rows.find(stays)?.id ?? null;
  return (step === 1 ? rows.slice(at + 1).find(stays) : rows.slice(0, at).findLast(stays))?.id ?? null;
}

interface Place {
  readonly current: string | null;
  readonly gone: ReadonlyMap<string, unknown>;
}
