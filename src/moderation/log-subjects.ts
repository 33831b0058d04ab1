import type { Store } from '../storage/store.ts';
import type { LogSubject } from '../wire/log.ts';
import { excerptOf } from './excerpt.ts';
import type { LogEntry } from './log.ts';

export interface SubjectNeeds {
  readonly store: {
    readonly queue: Pick<Store['queue'], 'extents'>;
    readonly comments: Pick<Store['comments'], 'byIds'>;
    readonly pages: Pick<Store['pages'], 'byIds'>;
  };
}

type About = Pick<LogSubject, 'id' | 'others'>;

/** What these entries did something to, as it is now: for all of them in three questions. */
export async function subjectsOf(
  { store }: SubjectNeeds,
  entries: readonly LogEntry[],
): Promise<(entry: LogEntry) => LogSubject | null> {
  const extents = await store.queue.extents(entries.map(({ id }) => id));
  const about = new Map(entries.flatMap((entry) => aboutOf(entry, extents.get(entry.id))));
  const comments = await store.comments.byIds([...new Set([...about.values()].map(({ id }) => id))]);
  const pages = await store.pages.byIds([...new Set(comments.map(({ pageId }) => pageId))]);
  return (entry) => {
    const named = about.get(entry.id);
    if (!named) return null;
    const comment = comments.find(({ id }) => id === named.id);
    if (!comment) return { ...named, status: 'deleted', name: '', excerpt: '', page: null };
    const page = pages.find(({ id }) => id === comment.pageId);
    const { status, author } = comment;
    const place = page ? { url: page.url, title: page.title } : null;
    return { ...named, status, name: author.name, excerpt: excerptOf(comment), page: place };
  };
}

/** An edit or a reply moves nothing, and names its comment itself. */
function aboutOf(
  { id, detail }: LogEntry,
  extent: { readonly first: string; readonly count: number } | undefined,
): [string, About][] {
  if (extent) return [[id, { id: extent.first, others: extent.count - 1 }]];
  return typeof detail['comment'] === 'string' ? [[id, { id: detail['comment'], others: 0 }]] : [];
}
