import { ageStartsAt, type Page } from '../../sites/page.ts';
import type { Also } from '../also.ts';
import { emailKeyOf } from '../compared.ts';
import type { Pages } from '../pages.ts';
import type { Arrival } from '../store.ts';
import { guarded, type Note, type Sqlite, storeAlso } from './database.ts';
import { rehome } from './rehome.ts';
import { pageColumns, pageOf } from './rows.ts';

export function createPages(database: Sqlite): Pages {
  return guarded<Pages>({
    byId: (id) => findById(database, id),
    byIds: (ids) =>
      database
        .all(`SELECT ${pageColumns} FROM pages WHERE id IN (SELECT value FROM json_each(?))`, JSON.stringify(ids))
        .map(pageOf),
    byKey: (siteId, key) => findByKey(database, siteId, key),
    byKeys: (siteId, keys) => new Map(keys.flatMap((key) => entryOf(key, findByKey(database, siteId, key)))),
    ensure: (page, key) => findByKey(database, page.siteId, key) ?? database.write(() => ensurePage(database, page, key)),
    list: (siteId, after, limit) => {
      const sql = `SELECT ${pageColumns} FROM pages WHERE site_id = ? AND id > ? AND merged_into IS NULL ORDER BY id LIMIT ?`;
      return database.all(sql, siteId, after ?? '', limit).map(pageOf);
    },
    setOpen: (id, open, also) => change(database, { id, set: 'open = ?3', values: [open === null ? null : Number(open)] }, also),
    describe: (id, { title, titleFrom, date }, also) =>
      change(database, { id, set: better, values: [title ?? null, titleFrom ?? null, date ?? null] }, also),
    nameAuthor: (id, { author, from }, also) => {
      const { name = null, email = null } = author ?? {};
      return change(database, { id, set: authored, values: [name, email, emailKeyOf(email), from] }, also);
    },
    byAuthor: ({ siteId, email }, limit) => {
      const sql = `SELECT ${pageColumns} FROM pages WHERE site_id = ? AND author_key = ? LIMIT ?`;
      return database.all(sql, siteId, emailKeyOf(email), limit).map(pageOf);
    },
    move: (siteId, move, also) => movePage(database, { siteId, ...move }, also),
    merge: (from, into, also) => mergePages(database, { from, into }, also),
    rehome: (from, limit) => rehome(database, from, limit),
    age: (siteId, dueAt, limit) => age(database, { siteId, dueAt }, limit),
  });
}

interface PageChange {
  readonly id: string;
  /** Has its values from ?3 on. */
  readonly set: string;
  readonly values: readonly (string | number | null)[];
}

/** Changes a page and tells it, when there is such a page. */
function change(database: Sqlite, { id, set, values }: PageChange, also: Also): Page | null {
  return database.write((note) => {
    database.run(`UPDATE pages SET ${set}, version = version + 1, changed_at = ?2 WHERE id = ?1`, id, database.now(), ...values);
    const page = findById(database, id);
    if (!page) return null;
    storeAlso(database, also);
    tell(page, note);
    return page;
  });
}

const isBetter = `(?3 IS NOT NULL AND (title IS NULL OR coalesce(?4, 'hint') <> 'hint'))`;
/** What the owner says wins over a hint, a hint only over nothing. */
const better = `title_from = CASE WHEN ${isBetter} THEN ?4 ELSE title_from END, title = CASE WHEN ${isBetter} THEN ?3 ELSE title END,
  date = coalesce(?5, date)`;

const isHeard = `(?6 = 'moderator' OR author_from IS NOT 'moderator')`;
/** What a moderator said stands against everybody else. */
const authored = [
  ['name', 3],
  ['email', 4],
  ['key', 5],
  ['from', 6],
]
  .map(([name, value]) => `author_${name} = CASE WHEN ${isHeard} THEN ?${value} ELSE author_${name} END`)
  .join(', ');

const entryOf = (key: string, page: Page | null): [string, Page][] => (page ? [[key, page]] : []);

function findById(database: Sqlite, id: string): Page | null {
  const row = database.get(`SELECT ${pageColumns} FROM pages WHERE id = ?`, id);
  return row ? pageOf(row) : null;
}

function findByKey(database: Sqlite, siteId: string, key: string): Page | null {
  const row = database.get(
    `SELECT ${pageColumns} FROM pages WHERE id = (SELECT page_id FROM page_keys WHERE site_id = ? AND key = ?)`,
    siteId,
    key,
  );
  return row ? pageOf(row) : null;
}

/** Where a comment that arrives belongs; null where nothing stands yet. A page that was merged meanwhile leads to the other. */
export function standingPage(database: Sqlite, { page, pageKey }: Pick<Arrival, 'page' | 'pageKey'>): Page | null {
  if (pageKey !== null) return findByKey(database, page.siteId, pageKey);
  const row = database.get(
    `SELECT ${pageColumns} FROM pages WHERE id = (SELECT coalesce(merged_into, id) FROM pages WHERE id = ?)`,
    page.id,
  );
  return row ? pageOf(row) : null;
}

/** To be called within a write. */
export function ensurePage(database: Sqlite, page: Page, key: string): Page {
  const found = findByKey(database, page.siteId, key);
  if (found) return found;
  database.run('INSERT INTO page_keys (site_id, key, page_id) VALUES (?, ?, ?)', page.siteId, key, page.id);
  database.run(
    `INSERT INTO pages (${pageColumns}, author_key, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[page.id, page.siteId, page.url, page.title, page.titleFrom, page.date, page.firstAt],
    ...[page.open === null ? null : Number(page.open), Number(page.aged), page.count, page.version],
    ...[page.author?.name ?? null, page.author?.email ?? null, page.authorFrom],
    ...[emailKeyOf(page.author?.email ?? null), database.now()],
  );
  return page;
}

function tell({ id, siteId }: Pick<Page, 'id' | 'siteId'>, note: Note): void {
  note({ kind: 'page', siteId, pageId: id, commentId: null });
}

type Move = { readonly siteId: string } & Parameters<Pages['move']>[1];

function movePage(database: Sqlite, { siteId, oldKey, newKey, newUrl }: Move, also: Also): 'moved' | 'taken' | 'unknown' {
  return database.write((note) => {
    const page = findByKey(database, siteId, oldKey);
    if (!page) return 'unknown';
    const there = findByKey(database, siteId, newKey);
    if (there && there.id !== page.id) return 'taken';
    database.run(
      'INSERT INTO page_keys (site_id, key, page_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      siteId,
      newKey,
      page.id,
    );
    database.run('UPDATE pages SET url = ?, version = version + 1, changed_at = ? WHERE id = ?', newUrl, database.now(), page.id);
    storeAlso(database, also);
    tell(page, note);
    return 'moved';
  });
}

function mergePages(database: Sqlite, { from, into }: { from: string; into: string }, also: Also): 'merged' | 'unknown' {
  return database.write((note) => {
    const known = database.all('SELECT id, site_id FROM pages WHERE id IN (?, ?) AND merged_into IS NULL', from, into);
    if (known.length < 2) return 'unknown';
    database.run('UPDATE page_keys SET page_id = ? WHERE page_id = ?', into, from);
    // Those merged into `from` before go on as well: their comments may still be on their way.
    database.run(
      'UPDATE pages SET merged_into = ?1, changed_at = ?2 WHERE id = ?3 OR merged_into = ?3',
      into,
      database.now(),
      from,
    );
    storeAlso(database, also);
    for (const row of known) tell({ id: String(row['id']), siteId: String(row['site_id']) }, note);
    return 'merged';
  });
}

function age(database: Sqlite, { siteId, dueAt }: { siteId: string; dueAt: number | null }, limit: number): number {
  const start = 'coalesce(date, first_at)';
  const due = dueAt ?? Number.MIN_SAFE_INTEGER;
  return database.write((note) => {
    const wrong = [
      ...database.all(
        `SELECT ${pageColumns} FROM pages WHERE site_id = ? AND aged = 0 AND ${start} < ? LIMIT ?`,
        siteId,
        due,
        limit,
      ),
      ...database.all(
        `SELECT ${pageColumns} FROM pages WHERE site_id = ? AND aged = 1 AND ${start} >= ? LIMIT ?`,
        siteId,
        due,
        limit,
      ),
    ].slice(0, limit);
    for (const page of wrong.map(pageOf)) {
      const isDue = (ageStartsAt(page) ?? due) < due;
      database.run(
        'UPDATE pages SET aged = ?, version = version + 1, changed_at = ? WHERE id = ?',
        Number(isDue),
        database.now(),
        page.id,
      );
      tell(page, note);
    }
    return wrong.length;
  });
}
