import { type QueueStatus, queueStatuses } from '../../src/comments/comment.ts';
import type { Page } from '../../src/sites/page.ts';
import type { Change, Store } from '../../src/storage/store.ts';
import { isShown, type Kept, type Model, pageOf, storedOf } from './model.ts';
import { searched as allFound, idsOf, inOrder } from './specimens.ts';

export const words = ['alpha', 'beta', 'gamma'] as const;
const all = { order: 'oldest', limit: 1_000 } as const;

/** Where a view is asked for: the site, the cursor before the first act, and the time. */
export interface Standpoint {
  readonly siteId: string;
  readonly start: string;
  readonly now: number;
}

export type View = Awaited<ReturnType<typeof storeView>>;

const byId = <T extends { readonly id: string }>(rows: readonly T[]): T[] => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
const withoutEmpty = <T>(rows: ReadonlyMap<string, readonly T[]>) =>
  Object.fromEntries([...rows].filter(([, row]) => row.length > 0).toSorted(([a], [b]) => (a < b ? -1 : 1)));

const searched = ['alpha', 'ip:192.0.2.'] as const;

/** The roots there are; only they have replies to ask for. */
const rootsOf = (model: Model): string[] =>
  [...model.kept.values()].flatMap(({ comment }) => (comment.parent === null ? [comment.id] : []));

/** Everything a caller can see, asked of a store all at once. `model` only says what there is to ask for. */
export async function storeView(store: Store, model: Model, { siteId, start, now }: Standpoint) {
  const pageIds = [...model.pages.keys()];
  const each = <T>(ids: Iterable<string>, read: (id: string) => Promise<T>) => Promise.all([...ids].map(read));
  const inQueues = (word: string | null) =>
    Promise.all(
      queueStatuses.map(async (status) => {
        const query = { siteId, status, type: null, after: null, limit: 1_000 };
        const asked = word === null ? store.queue.list(query) : allFound(store, { ...query, terms: [{ anyOf: [word] }] });
        return idsOf(await asked);
      }),
    );
  const asked = {
    comments: store.comments.byIds(model.ids).then(byId),
    pages: each(model.keys.keys(), async (key) => factsOf(key, await store.pages.byKey(siteId, key))),
    listed: store.pages.list(siteId, null, 1_000).then(idsOf),
    tops: each(pageIds, async (id) => idsOf(await store.comments.shown(id, 'top', all))),
    flat: each(pageIds, async (id) => idsOf(await store.comments.shown(id, 'all', { ...all, order: 'newest' }))),
    replies: each(rootsOf(model), async (id) => idsOf(await store.comments.replies(id, all))),
    firstReplies: store.comments.firstReplies(rootsOf(model).slice(0, 100), 2).then(idsOf),
    recent: store.comments.recent(siteId, 1_000).then(idsOf),
    queues: inQueues(null),
    found: Promise.all(searched.map(inQueues)),
    counts: store.queue.counts(siteId),
    log: store.queue.log(null, null, 1_000).then(idsOf),
    history: store.queue.history(model.ids).then(linesOf),
    reports: store.queue.reports(model.ids).then(withoutEmpty),
    jobs: store.jobs.counts(now),
    failed: store.jobs.failed(1_000),
    told: store.events.since(start, 10_000).then(toldOf),
  };
  return Object.fromEntries(await Promise.all(Object.entries(asked).map(async ([name, answer]) => [name, await answer]))) as {
    readonly [K in keyof typeof asked]: Awaited<(typeof asked)[K]>;
  };
}

function factsOf(key: string, page: Page | null) {
  if (page === null) return { key };
  const { version, aged, ...facts } = page;
  return { key, ...facts };
}

const linesOf = (history: Awaited<ReturnType<Store['queue']['history']>>) =>
  withoutEmpty(new Map([...history].map(([id, items]) => [id, items.map((it) => `${it.id} ${it.to} ${it.version}`)])));

const toldOf = (changes: readonly Change[] | null): string[] =>
  (changes ?? []).flatMap(({ kind, commentId }) => (commentId === null ? [] : [`${kind} ${commentId}`])).toSorted();

/** The same, computed from the model. */
export function modelView(model: Model, { now }: Standpoint): View {
  const kept = [...model.kept.values()];
  const shown = kept.map(({ comment }) => comment).filter((comment) => isShown(model, comment));
  const newest = (rows: readonly Kept[]) => inOrder(rows.map(({ comment }) => comment)).toReversed();
  const inQueue = (status: QueueStatus) => kept.filter(({ comment }) => comment.status === status);
  const repliesTo = (root: string) => inOrder(shown.filter(({ lineage }) => lineage[0] === root));
  const pageIds = [...model.pages.keys()];
  const jobs = [...model.jobs.values()];
  const isFree = (leasedUntil: number | null) => leasedUntil === null || leasedUntil <= now;
  const firsts = rootsOf(model)
    .slice(0, 100)
    .flatMap((id) => repliesTo(id).slice(0, 2));
  return {
    comments: byId(kept.map((one) => storedOf(model, one))),
    pages: [...model.keys].map(([key, id]) => {
      const count = kept.filter(({ comment }) => comment.pageId === id && comment.status === 'approved').length;
      return { key, ...pageOf(model, id), count };
    }),
    listed: pageIds.filter((id) => !model.mergedInto.has(id)).toSorted(),
    tops: pageIds.map((id) => inOrder(shown.filter(({ pageId, parent }) => pageId === id && parent === null))),
    flat: pageIds.map((id) => inOrder(shown.filter(({ pageId }) => pageId === id)).toReversed()),
    replies: rootsOf(model).map(repliesTo),
    firstReplies: inOrder(shown.filter(({ id }) => firsts.includes(id))),
    recent: newest(inQueue('approved')),
    queues: queueStatuses.map((status) => newest(inQueue(status))),
    found: searched.map((word) =>
      queueStatuses.map((status) => newest(inQueue(status).filter(({ terms }) => terms.includes(word)))),
    ),
    counts: Object.fromEntries(queueStatuses.map((status) => [status, inQueue(status).length])) as View['counts'],
    log: idsOf(byId(model.log.map(({ entry }) => entry)).toReversed()),
    history: historyOf(model),
    reports: withoutEmpty(
      new Map(
        kept.map(({ comment, reporters }) => [
          comment.id,
          [...reporters.values()].map((at) => ({ reason: 'spam', text: null, at })),
        ]),
      ),
    ),
    jobs: {
      waiting: jobs.filter(({ failedAt }) => failedAt === null).length,
      due: jobs.filter(({ failedAt, runAt, leasedUntil }) => failedAt === null && runAt <= now && isFree(leasedUntil)).length,
      failed: jobs.filter(({ failedAt }) => failedAt !== null).length,
    },
    failed: jobs
      .filter(({ failedAt }) => failedAt !== null)
      .toSorted((a, b) => (b.failedAt ?? 0) - (a.failedAt ?? 0) || (a.id < b.id ? 1 : -1)),
    told: model.told.toSorted(),
  };
}

function historyOf(model: Model): View['history'] {
  const items = model.log
    .toSorted((a, b) => (a.entry.id < b.entry.id ? -1 : 1))
    .flatMap(({ entry, items }) => items.map((item) => [item.commentId, `${entry.id} ${item.to} ${item.version}`] as const));
  return withoutEmpty(new Map(model.ids.map((id) => [id, items.flatMap(([of, text]) => (of === id ? [text] : []))])));
}
