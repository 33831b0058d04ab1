import type { Site } from '../../sites/site.ts';
import type { Also } from '../also.ts';
import type { Sites } from '../store.ts';
import { guarded, type Sqlite, storeAlso } from './database.ts';
import { siteOf } from './rows.ts';
import { unindex } from './search-index.ts';

type Options = Parameters<Sites['add']>[1];

export function createSites(database: Sqlite): Sites {
  return guarded<Sites>({
    all: () => all(database),
    add: (site, options, also) => add(database, { site, options }, also),
    change: (site, options, also) => change(database, { site, options }, also),
    remove: (siteId, also) => remove(database, siteId, also),
    clear: (siteId, limit) => clear(database, siteId, limit),
  });
}

function all(database: Sqlite): Site[] {
  return database.all('SELECT id, slug, name, hosts, settings, version, created_at FROM sites ORDER BY slug').map(siteOf);
}

function add(
  database: Sqlite,
  { site, options }: { site: Site; options: Options },
  also: Also,
): 'added' | 'slug-taken' | 'host-taken' {
  return database.write((note) => {
    const others = all(database);
    if (others.some((other) => other.slug === site.slug)) return 'slug-taken';
    if (!options.shareHosts && isAnyTaken(site, others)) return 'host-taken';
    const sql =
      'INSERT INTO sites (id, slug, name, hosts, settings, version, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)';
    const { id, slug, name, hosts, settings, version, createdAt } = site;
    database.run(sql, id, slug, name, JSON.stringify(hosts), JSON.stringify(settings), version, createdAt, database.now());
    storeAlso(database, also);
    note({ kind: 'site', siteId: site.id, pageId: null, commentId: null });
    return 'added';
  });
}

function change(
  database: Sqlite,
  { site, options }: { site: Site; options: Options },
  also: Also,
): 'changed' | 'host-taken' | 'stale' {
  return database.write((note) => {
    const others = all(database).filter((other) => other.id !== site.id);
    if (!options.shareHosts && isAnyTaken(site, others)) return 'host-taken';
    const sql = 'UPDATE sites SET name = ?, hosts = ?, settings = ?, version = ?, changed_at = ? WHERE id = ? AND version = ?';
    const { name, hosts, settings, version } = site;
    if (
      database.run(sql, name, JSON.stringify(hosts), JSON.stringify(settings), version, database.now(), site.id, version - 1) ===
      0
    )
      return 'stale';
    storeAlso(database, also);
    note({ kind: 'site', siteId: site.id, pageId: null, commentId: null });
    return 'changed';
  });
}

function isAnyTaken(site: Site, others: readonly Site[]): boolean {
  const taken = new Set(others.flatMap((other) => other.hosts));
  return site.hosts.some((host) => taken.has(host));
}

function remove(database: Sqlite, siteId: string, also: Also): boolean {
  return database.write((note) => {
    if (database.run('DELETE FROM sites WHERE id = ?', siteId) === 0) return false;
    database.run('DELETE FROM tokens WHERE site_id = ?', siteId);
    database.run(
      `UPDATE people SET sites = (SELECT json_group_array(value) FROM json_each(people.sites) WHERE value <> ?1), version = version + 1, changed_at = ?2
        WHERE EXISTS (SELECT 1 FROM json_each(people.sites) WHERE value = ?1)`,
      siteId,
      database.now(),
    );
    storeAlso(database, also);
    note({ kind: 'site', siteId, pageId: null, commentId: null });
    return true;
  });
}

const rest = [
  'DELETE FROM log_items WHERE (entry_id, comment_id) IN (SELECT entry_id, comment_id FROM log_items WHERE entry_id IN (SELECT id FROM log WHERE site_id = ?1) LIMIT ?2)',
  ...['log', 'gone', 'pages', 'ledger', 'blocks', 'subscriptions'].map(
    (table) => `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE site_id = ?1 LIMIT ?2)`,
  ),
  'DELETE FROM lessons WHERE site_id = ?1 AND id IN (SELECT id FROM lessons WHERE site_id = ?1 LIMIT ?2)',
  'DELETE FROM page_keys WHERE site_id = ?1 AND key IN (SELECT key FROM page_keys WHERE site_id = ?1 LIMIT ?2)',
  'DELETE FROM tallies WHERE site_id = ?1 AND status IN (SELECT status FROM tallies WHERE site_id = ?1 LIMIT ?2)',
];

/** One kind of row after the other, the comments first. */
function clear(database: Sqlite, siteId: string, limit: number): number {
  return database.write(
    () => {
      const comments = database.all('SELECT id FROM comments WHERE site_id = ? LIMIT ?', siteId, limit);
      for (const { id } of comments) clearComment(database, String(id));
      let cleared = comments.length;
      for (const sql of rest) if (cleared === 0) cleared = database.run(sql, siteId, limit);
      return cleared;
    },
    { frees: true },
  );
}

function clearComment(database: Sqlite, id: string): void {
  unindex(database, id);
  database.run('DELETE FROM reports WHERE comment_id = ?', id);
  database.run('DELETE FROM log_items WHERE comment_id = ?', id);
  database.run('DELETE FROM comments WHERE id = ?', id);
}
