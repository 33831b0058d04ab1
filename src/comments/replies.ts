import type { Store } from '../storage/store.ts';
import { isShown, type StoredComment } from './comment.ts';
import { cursorAfter, sliceAround } from './slice.ts';

type Comments = Pick<Store['comments'], 'byIds' | 'replies' | 'firstReplies'>;

/** The replies of one root that an answer carries, at every depth in one list, and how to get the others. */
export interface Replies {
  readonly rows: readonly StoredComment[];
  readonly more: { readonly count: number; readonly cursor: string } | null;
}

interface Asked {
  readonly tops: readonly StoredComment[];
  /** A window around it takes the place of the first ones of its root. */
  readonly target: StoredComment | null;
  readonly underOneRoot: number;
  readonly inAll: number;
}

/** What an answer carries under each of its roots: the first ones, as far as there is room. */
export async function repliesUnder(
  comments: Comments,
  { tops, target, underOneRoot, inAll }: Asked,
): Promise<readonly Replies[]> {
  let room = inAll;
  const shares = tops.map((root) => {
    const share = Math.min(underOneRoot, room, root.below);
    room -= share;
    return share;
  });
  const roots = tops.filter((_, at) => shares[at] !== 0);
  const first = roots.length > 0 ? await comments.firstReplies(idsOf(roots), Math.max(...shares)) : [];
  const byRoot = Map.groupBy(first, ({ lineage }) => lineage[0]);
  return Promise.all(
    tops.map((root, at) => {
      const share = shares[at] ?? 0;
      const holdsTarget = target?.lineage[0] === root.id && share > 0;
      return holdsTarget
        ? repliesAround(comments, { root, target }, share)
        : counted(root, (byRoot.get(root.id) ?? []).slice(0, share));
    }),
  );
}

function counted(root: StoredComment, rows: readonly StoredComment[]): Replies {
  const last = rows.at(-1);
  const missing = root.below - rows.length;
  return { rows, more: missing > 0 ? { count: missing, cursor: last ? cursorAfter(last, 'oldest') : cursorOfAll(root) } : null };
}

/** A window around one of them, with the ancestors it hangs on. What is left is read from the start, as it may lie on both sides. */
async function repliesAround(
  comments: Comments,
  { root, target }: { readonly root: StoredComment; readonly target: StoredComment },
  limit: number,
): Promise<Replies> {
  const window = await sliceAround((range) => comments.replies(root.id, range), target, { order: 'oldest', limit });
  const present = new Set([root.id, ...window.rows.map((row) => row.id)]);
  const ancestors = await comments.byIds(target.lineage.filter((id) => !present.has(id)));
  const rows = [...ancestors.filter(isShown), ...window.rows].sort(byDate);
  const missing = root.below - rows.length;
  return { rows, more: missing > 0 ? { count: missing, cursor: cursorOfAll(root) } : null };
}

function idsOf(comments: readonly StoredComment[]): readonly string[] {
  return comments.map(({ id }) => id);
}

function cursorOfAll(root: StoredComment): string {
  return cursorAfter({ createdAt: 0, id: root.id }, 'oldest');
}

function byDate(a: StoredComment, b: StoredComment): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}
