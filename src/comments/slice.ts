import { type Cursor, encodeCursor } from '../storage/cursor.ts';
import type { Position } from '../storage/position.ts';
import type { Range } from '../storage/store.ts';
import type { StoredComment } from './comment.ts';

type Order = Range['order'];
type Read = (range: Range) => Promise<readonly StoredComment[]>;

/** Part of an ordered list with the cursors of what lies beyond each end. */
export interface Slice {
  readonly rows: readonly StoredComment[];
  readonly prev: string | null;
  readonly next: string | null;
}

export interface SliceRequest {
  readonly order: Order;
  readonly limit: number;
  readonly cursor: Cursor | null;
}

/** Reads from the beginning, or from a cursor in its direction. Each end is looked at, so that no cursor leads to nothing. */
export async function slice(read: Read, { order, limit, cursor }: SliceRequest): Promise<Slice> {
  const forward = cursor === null || cursor.side === sideAhead(order);
  const direction = forward ? order : opposite(order);
  const found = await read({ order: direction, limit: limit + 1, ...(cursor && { [cursor.side]: cursor }) });
  const more = found.length > limit;
  const rows = found.slice(0, limit);
  if (!forward) rows.reverse();
  const behind = cursor !== null && (await isAnythingBehind(read, direction, rows.at(forward ? 0 : -1) ?? cursor));
  return { rows, ...cursors(rows, order, forward ? { prev: behind, next: more } : { prev: more, next: behind }) };
}

/** Reads what lies around a row, itself included. */
export async function sliceAround(
  read: Read,
  row: StoredComment,
  { order, limit }: Omit<SliceRequest, 'cursor'>,
): Promise<Slice> {
  const half = Math.floor((limit - 1) / 2);
  const [before, after] = await Promise.all([
    read({ order: opposite(order), limit: half + 1, [sideAhead(opposite(order))]: row }),
    read({ order, limit: limit - half, [sideAhead(order)]: row }),
  ]);
  const rows = [...before.slice(0, half).reverse(), row, ...after.slice(0, limit - half - 1)];
  return { rows, ...cursors(rows, order, { prev: before.length > half, next: after.length > limit - half - 1 }) };
}

/** The cursor of everything a list holds after this place. */
export function cursorAfter(place: Position, order: Order): string {
  return encodeCursor({ createdAt: place.createdAt, id: place.id, side: sideAhead(order) });
}

function cursors(rows: readonly StoredComment[], order: Order, exists: { prev: boolean; next: boolean }) {
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    prev: exists.prev && first ? cursorAfter(first, opposite(order)) : null,
    next: exists.next && last ? cursorAfter(last, order) : null,
  };
}

async function isAnythingBehind(read: Read, direction: Order, edge: Position): Promise<boolean> {
  const back = opposite(direction);
  return (await read({ order: back, limit: 1, [sideAhead(back)]: edge })).length > 0;
}

function sideAhead(order: Order): 'after' | 'before' {
  return order === 'oldest' ? 'after' : 'before';
}

function opposite(order: Order): Order {
  return order === 'oldest' ? 'newest' : 'oldest';
}
