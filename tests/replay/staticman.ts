import { readFileSync } from 'node:fs';

/** One comment as Staticman kept it. */
export interface Kept {
  readonly post: string;
  readonly id: string;
  readonly file?: string;
  readonly parent: string;
  readonly at: number;
  readonly name: string;
  readonly url: string;
  readonly text: string;
}

/** How a reply names what it answers. */
export type Rule = 'id' | 'cut id' | 'position';

/** What stands before the digits of an id in one of the blogs, and may be cut off too. */
const idPrefix = 'entry';

export function readKept(path: string): Kept[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>)
    .map((row) => ({
      post: row['post'] ?? '',
      id: row['id'] ?? '',
      ...(row['file'] !== undefined && { file: row['file'] }),
      parent: row['parent'] ?? '',
      at: timeOf(row['date'] ?? ''),
      name: row['name'] ?? '',
      url: row['url'] ?? '',
      text: row['markdown'] ?? '',
    }));
}

/** Seconds, milliseconds, or a date in words. */
function timeOf(date: string): number {
  if (!/^\d+$/.test(date)) return Date.parse(date.replace(' ', 'T'));
  return date.length > 10 ? Number(date) : Number(date) * 1_000;
}

/** The posts of a blog, each in the order in which it was said. */
export function postsOf(rows: readonly Kept[]): readonly (readonly Kept[])[] {
  const posts = Map.groupBy(rows, (row) => row.post);
  return [...posts.values()].map((post) => post.toSorted((a, b) => a.at - b.at));
}

/** What a reply answers, by id, else by its position among the post's top-level comments, else by the beginning of an id. */
export function parentOf(row: Kept, post: readonly Kept[]): { readonly parent: Kept; readonly rule: Rule } | null {
  if (row.parent === '') return null;
  const byId = post.find((other) => other.id === row.parent);
  if (byId) return { parent: byId, rule: 'id' };
  const byPosition = /^\d+$/.test(row.parent) ? inOrderOfFiles(post)[Number(row.parent) - 1] : undefined;
  const byCutId =
    byPosition ?? post.find((other) => [row.parent, idPrefix + row.parent].some((start) => other.id.startsWith(start)));
  return byCutId ? { parent: byCutId, rule: byPosition ? 'position' : 'cut id' } : null;
}

function inOrderOfFiles(post: readonly Kept[]): readonly Kept[] {
  return post.filter((row) => row.parent === '').toSorted((a, b) => ((a.file ?? a.id) < (b.file ?? b.id) ? -1 : 1));
}
