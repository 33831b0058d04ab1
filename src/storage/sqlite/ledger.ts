import type { Also } from '../also.ts';
import type { Ledger, LedgerEntry, LedgerName } from '../ledger.ts';
import { guarded, type Row, type Sqlite, storeAlso } from './database.ts';

/** One of the ledgers, by its name. */
export function createLedger<T extends LedgerEntry>(database: Sqlite, name: LedgerName): Ledger<T> {
  const entryOf = (row: Row | undefined): T | null => (row ? (JSON.parse(String(row['entry'])) as T) : null);
  const byKey = (siteId: string, key: string) =>
    entryOf(database.get('SELECT entry FROM ledger WHERE ledger = ? AND site_id = ? AND key = ?', name, siteId, key));
  const counted = (where: string, values: readonly string[], most: number) =>
    Number(
      database.get(
        `SELECT count(*) AS n FROM (SELECT 1 FROM ledger WHERE ledger = ? AND site_id = ? AND state = ?${where} LIMIT ?)`,
        ...[name, ...values, most],
      )?.['n'],
    );
  // An erasure is written down before it makes room.
  const frees = name === 'erasures';
  const listed = ([where, ...values]: readonly [string, ...string[]], before: string | null, limit: number) => {
    const earlier = before === null ? '' : ' AND id < ?';
    const sql = `SELECT entry FROM ledger WHERE ledger = ? AND site_id = ?${where}${earlier} ORDER BY id DESC LIMIT ?`;
    const rows = database.all(sql, name, ...values, ...(before === null ? [] : [before]), limit);
    return rows.flatMap((row) => entryOf(row) ?? []);
  };
  return guarded<Ledger<T>>({
    byId: (id) => entryOf(database.get('SELECT entry FROM ledger WHERE id = ? AND ledger = ?', id, name)),
    byKey,
    add: (entry, also) =>
      database.write(() => byKey(entry.siteId, entry.key) ?? insert(database, { name, entry }, also), { frees }),
    change: (entry, also) => database.write(() => replace(database, { name, entry }, also), { frees }),
    count: ({ siteId, state, group }, most) => ({
      all: counted('', [siteId, state], most),
      ofGroup: counted(' AND group_key = ?', [siteId, state, group], most),
    }),
    list: (siteId, before, limit) => listed(['', siteId], before, limit),
    listOf: ({ siteId, group }, before, limit) => listed([' AND group_key = ?', siteId, group], before, limit),
    trim: ({ states, before }, limit) =>
      database.write(
        () =>
          database.run(
            `DELETE FROM ledger WHERE id IN (SELECT id FROM ledger WHERE ledger = ? AND state IN (SELECT value FROM json_each(?))
              AND changed_at < ? ORDER BY changed_at LIMIT ?)`,
            ...[name, JSON.stringify(states), before, limit],
          ),
        { frees: true },
      ),
  });
}

interface Kept<T> {
  readonly name: string;
  readonly entry: T;
}

function insert<T extends LedgerEntry>(database: Sqlite, { name, entry }: Kept<T>, also: Also): T {
  const { id, siteId, key, state, group, changedAt, version } = entry;
  database.run(
    'INSERT INTO ledger (id, ledger, site_id, key, state, group_key, changed_at, version, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ...[id, name, siteId, key, state, group, changedAt, version, JSON.stringify(entry)],
  );
  storeAlso(database, also);
  return entry;
}

function replace<T extends LedgerEntry>(database: Sqlite, { name, entry }: Kept<T>, also: Also): boolean {
  const { id, state, group, changedAt, version } = entry;
  const changed = database.run(
    'UPDATE ledger SET state = ?, group_key = ?, changed_at = ?, version = ?, entry = ? WHERE id = ? AND ledger = ? AND version = ?',
    ...[state, group, changedAt, version, JSON.stringify(entry), id, name, version - 1],
  );
  if (changed === 0) return false;
  storeAlso(database, also);
  return true;
}
