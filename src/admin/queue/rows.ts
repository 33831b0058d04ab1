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

export function neighbourOf(rows: Rows, current: string | null, step: 1 | -1): string | null {
  const at = rows.findIndex(({ id }) => id === current);
  if (at < 0) return rows[0]?.id ?? null;
  return rows[at + step]?.id ?? null;
}
