import { join } from 'node:path';
import { monotonicFactory } from 'ulid';
import type { Comment, StoredComment } from '../src/comments/comment.ts';
import { newComment } from '../src/comments/new-comment.ts';
import { searchTermsOf } from '../src/moderation/search.ts';
import { newPage } from '../src/sites/page.ts';
import { pageKeyOf } from '../src/sites/page-key.ts';
import type { Site } from '../src/sites/site.ts';
import { openSqliteStore } from '../src/storage/sqlite/open.ts';
import type { Store } from '../src/storage/store.ts';
import { textOf } from './texts.ts';

const began = Date.UTC(2026, 0, 1);
const newId = monotonicFactory();

export interface Seeding {
  /** Approved comments below one page; `parentOf` says which of those before is answered, null for the top level. */
  thread(url: string, size: number, parentOf?: (at: number) => number | null): Promise<readonly string[]>;
}

/** Puts comments into a service's database through the store's own port, while the service is down. */
export async function seed(folder: string, slug: string, act: (seeding: Seeding) => Promise<void>): Promise<void> {
  const store = await openSqliteStore({ path: join(folder, 'data/backtalk.db'), now: Date.now });
  try {
    const site = (await store.sites.all()).find((one) => one.slug === slug);
    if (!site) throw new Error(`no site ${slug}`);
    await act({ thread: (url, size, parentOf = () => null) => thread({ store, site }, url, size, parentOf) });
  } finally {
    await store.close();
  }
}

async function thread(
  { store, site }: { store: Store; site: Site },
  url: string,
  size: number,
  parentOf: (at: number) => number | null,
): Promise<readonly string[]> {
  const key = pageKeyOf(url, site.settings)?.key ?? '';
  const page = await store.pages.ensure(newPage({ id: newId(), siteId: site.id, url }), key);
  const made: Comment[] = [];
  let waiting: Promise<StoredComment>[] = [];
  for (let at = 0; at < size; at += 1) {
    const answered = parentOf(at);
    const parent = answered === null ? null : (made[answered] ?? null);
    const comment = approved({ site, page: page.id, at, parent });
    made.push(comment);
    waiting.push(add(store, comment, page));
    // What is answered must stand before its answer.
    if (waiting.length === 100 || parentOf(at + 1) !== null) waiting = await settled(waiting);
  }
  await settled(waiting);
  return made.map(({ id }) => id);
}

function approved({ site, page, at, parent }: { site: Site; page: string; at: number; parent: Comment | null }): Comment {
  const draft = newComment({
    id: newId(began + at * 1_000),
    at: began + at * 1_000,
    site,
    page: { id: page },
    parent,
    request: {
      site: site.slug,
      url: '',
      name: `Reader ${at % 1_000}`,
      email: `reader${at % 1_000}@example.org`,
      text: textOf(at),
    } as never,
    visitor: { address: null, userAgent: null, moderator: null } as never,
    idempotency: null,
  });
  return { ...draft, status: 'approved' };
}

async function add(store: Store, comment: Comment, page: ReturnType<typeof newPage>): Promise<StoredComment> {
  const conditions = { unlessSaid: false, quiet: null, idempotentSince: 0 };
  const added = await store.comments.add({
    comment,
    page,
    pageKey: null,
    conditions,
    terms: searchTermsOf(comment),
    jobs: [],
    log: null,
  });
  if (added.outcome !== 'added') throw new Error(added.outcome);
  return added.comment;
}

async function settled(waiting: readonly Promise<unknown>[]): Promise<[]> {
  await Promise.all(waiting);
  return [];
}
