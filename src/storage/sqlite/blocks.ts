import type { Block } from '../../blocks/block.ts';
import type { Also } from '../also.ts';
import type { Blocks } from '../blocks.ts';
import { guarded, type Row, type Sqlite, storeAlso } from './database.ts';
import { noteTraces } from './forget-traces.ts';

export function createBlocks(database: Sqlite): Blocks {
  const read = (where: string, ...values: (string | number)[]) =>
    database.all(`SELECT * FROM blocks WHERE ${where}`, ...values).map(blockOf);
  return guarded<Blocks>({
    byId: (id) => read('id = ?', id)[0] ?? null,
    add: (block, also) =>
      database.write(() => read('site_id = ? AND key = ?', block.siteId, block.key)[0] ?? insert(database, block, also)),
    change: (block, also) => database.write(() => replace(database, block, also)),
    lift: (id, also) =>
      database.write(
        () => {
          if (database.run('DELETE FROM blocks WHERE id = ?', id) === 0) return false;
          noteTraces(database);
          storeAlso(database, also);
          return true;
        },
        { frees: true },
      ),
    list: (siteId, before, limit) => read('site_id = ? AND id < ? ORDER BY id DESC LIMIT ?', siteId, before ?? '~', limit),
    matching: (siteId, keys, now) =>
      read(
        'site_id = ? AND key IN (SELECT value FROM json_each(?)) AND (until IS NULL OR until > ?)',
        ...[siteId, JSON.stringify(keys), now],
      ),
    ofEmail: (siteId, emailKey) => read('site_id = ? AND email_key = ?', siteId, emailKey),
    expire: (now, limit) =>
      database.write(
        () => {
          const ended = 'SELECT id FROM blocks WHERE until <= ? ORDER BY until LIMIT ?';
          const count = database.run(`DELETE FROM blocks WHERE id IN (${ended})`, now, limit);
          if (count > 0) noteTraces(database);
          return count;
        },
        { frees: true },
      ),
  });
}

function insert(database: Sqlite, block: Block, also: Also): Block {
  const { id, siteId, kind, key, value, name, emailKey, by, note, createdAt, until, version } = block;
  database.run(
    `INSERT INTO blocks (id, site_id, kind, key, value, name, email_key, actor, note, created_at, until, version)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, siteId, kind, key, value, name, emailKey, JSON.stringify(by), note, createdAt, until, version],
  );
  storeAlso(database, also);
  return block;
}

function replace(database: Sqlite, { id, by, note, until, version }: Block, also: Also): boolean {
  const sql = 'UPDATE blocks SET actor = ?, note = ?, until = ?, version = ? WHERE id = ? AND version = ?';
  if (database.run(sql, JSON.stringify(by), note, until, version, id, version - 1) === 0) return false;
  storeAlso(database, also);
  return true;
}

function blockOf(row: Row): Block {
  return {
    id: String(row['id']),
    siteId: String(row['site_id']),
    kind: String(row['kind']) as Block['kind'],
    key: String(row['key']),
    value: String(row['value']),
    name: row['name'] === null ? null : String(row['name']),
    emailKey: row['email_key'] === null ? null : String(row['email_key']),
    by: JSON.parse(String(row['actor'])) as Block['by'],
    note: row['note'] === null ? null : String(row['note']),
    createdAt: Number(row['created_at']),
    until: row['until'] === null ? null : Number(row['until']),
    version: Number(row['version']),
  };
}
