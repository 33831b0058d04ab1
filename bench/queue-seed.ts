import { join } from 'node:path';
import { monotonicFactory } from 'ulid';
import { searchTermsOf } from '../src/moderation/search.ts';
import { newPage } from '../src/sites/page.ts';
import { pageKeyOf } from '../src/sites/page-key.ts';
import { insertComment } from '../src/storage/sqlite/add-comment.ts';
import { openDatabase } from '../src/storage/sqlite/database.ts';
import { ensurePage } from '../src/storage/sqlite/pages.ts';
import { siteOf } from '../src/storage/sqlite/rows.ts';
import { tally } from '../src/storage/sqlite/shown.ts';
import { everyMs, pages, queuedComment, statusAt } from './queue-texts.ts';
import { numbers } from './texts.ts';

const next = numbers(7);
/** Chance of the system’s takes longer than all the rest of an id. */
const newId = monotonicFactory(() => next() / 2 ** 29);
const together = 10_000;

/** Puts so many comments into the database of a service that is down, by the adapter's own statements. */
export function seedQueue(folder: string, size: number): void {
  const began = Date.now() - size * everyMs;
  const database = openDatabase(join(folder, 'data/backtalk.db'), Date.now);
  // Nothing acknowledged is at stake while it is made.
  database.file.pragma('synchronous = OFF');
  database.file.pragma('cache_size = -600000');
  const site = siteOf(database.get("SELECT * FROM sites WHERE slug = 'blog'") ?? {});
  const ids = Array.from({ length: pages }, (_, at) => pageAt(at));
  for (let from = 0; from < size; from += together) {
    database.write(() => {
      for (let at = from; at < Math.min(size, from + together); at += 1) add(at);
    });
  }
  database.file.pragma('wal_checkpoint(TRUNCATE)');
  database.close();

  function pageAt(at: number): string {
    const url = `https://blog.example/article-${at}`;
    const page = newPage({ id: newId(began), siteId: site.id, url });
    return database.write(() => ensurePage(database, page, pageKeyOf(url, site.settings)?.key ?? '')).id;
  }

  function add(at: number): void {
    const createdAt = began + at * everyMs;
    const place = { id: newId(createdAt), siteId: site.id, pageId: ids[(at * 31) % pages] ?? '' };
    const comment = queuedComment(at, place, createdAt);
    insertComment(database, comment, searchTermsOf(comment).join(' '));
    tally(database, { siteId: site.id, status: statusAt(at) }, 1);
  }
}
