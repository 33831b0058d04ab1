import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { mongo } from 'mongoose';
import { asking } from './mongod.ts';
import { within } from './two-processes.ts';

/** A comment as either database holds it. */
export interface Row {
  readonly id: string;
  readonly parent: string | null;
  readonly root: string | null;
  readonly status: string;
  readonly children: number;
  readonly below: number;
  readonly shown: boolean;
}

/** What the database holds of one site with one page, once nothing is left to be brought into force. */
export interface Found {
  readonly rows: readonly Row[];
  readonly pageCount: number;
  readonly tally: Readonly<Record<string, number>>;
  /** Of each comment that was decided on, the status that the log has of it last. */
  readonly lastOf: ReadonlyMap<string, string>;
}

const left = (client: mongo.MongoClient): Promise<number> =>
  Promise.all([
    ...['comments', 'pages', 'directory'].map((name) => client.db().collection(name).countDocuments({ pending: true })),
    client.db().collection('intents').countDocuments({}),
  ]).then((counts) => counts.reduce((sum, count) => sum + count, 0));

export function foundInMongo(address: string): Promise<Found> {
  return asking(address, async (client) => {
    await within(
      15_000,
      () => left(client),
      (count) => count === 0,
    );
    const all = <T extends mongo.Document>(name: string) => client.db().collection<T>(name).find();
    const rows = await all<Row & { _id: string }>('comments').toArray();
    const [page] = await all('pages').toArray();
    const [tally] = await all('tallies').toArray();
    const items = await all<{ commentId: string; to: string; version: number }>('log_items').sort({ version: 1 }).toArray();
    return {
      rows: rows.map((row) => ({ ...row, id: row._id })),
      ...{ pageCount: page?.['count'], tally: tally ?? {} },
      lastOf: new Map(items.map(({ commentId, to }) => [commentId, to])),
    };
  });
}

/** A file of its own. */
export async function sqlitePlace(): Promise<{ readonly address: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'backtalk-recounted-'));
  return { address: `sqlite:${folder}/backtalk.db`, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Its counters are written with what they count, so that nothing is left to wait for. */
export async function foundInSqlite(address: string): Promise<Found> {
  const database = new Database(address.slice('sqlite:'.length), { readonly: true });
  const all = <T>(sql: string) => database.prepare<[], T>(sql).all();
  const rows = all<Omit<Row, 'shown'> & { shown: number }>(
    'SELECT id, parent, root, status, children, below, shown FROM comments',
  );
  const [page] = all<{ count: number }>('SELECT count FROM pages');
  const tallies = all<{ status: string; n: number }>('SELECT status, n FROM tallies');
  const items = all<{ id: string; to: string }>('SELECT comment_id AS id, to_status AS "to" FROM log_items ORDER BY version');
  database.close();
  return {
    rows: rows.map((row) => ({ ...row, shown: row.shown === 1 })),
    pageCount: page?.count ?? -1,
    tally: Object.fromEntries(tallies.map(({ status, n }) => [status, n])),
    lastOf: new Map(items.map(({ id, to }) => [id, to])),
  };
}
