import { type QueueStatus, queueStatuses, type StoredComment } from '../../comments/comment.ts';
import type { LogEntry, LogItem } from '../../moderation/log.ts';
import type { Also } from '../also.ts';
import { emailKeyOf } from '../compared.ts';
import type { QueueQuery } from '../searching.ts';
import type { Queue } from '../store.ts';
import { rangeOf } from './comments.ts';
import { guarded, type Row, type Sqlite, storeAlso } from './database.ts';
import { decide } from './decide.ts';
import { commentColumns, commentOf } from './rows.ts';
import { search } from './search.ts';

export function createQueue(database: Sqlite): Queue {
  return guarded<Queue>({
    list: (query) => list(database, query),
    search: (query, enough) => search(database, query, enough),
    counts: (siteId) => counts(database, siteId),
    approvedBy: (siteId, emails) => {
      const rows = database.all(approvedBy, siteId, JSON.stringify(emails.map(emailKeyOf)));
      return new Map(rows.map((row) => [String(row['email_key']), Number(row['n'])]));
    },
    decide: (decision) => decide(database, decision),
    entry: (id) => {
      const row = database.get('SELECT * FROM log WHERE id = ?', id);
      return row
        ? { entry: entryOf(row), items: database.all('SELECT * FROM log_items WHERE entry_id = ?', id).map(itemOf) }
        : null;
    },
    history: (ids) => grouped(ids, (id) => database.all(history, id).map((row) => ({ ...entryOf(row), ...itemOf(row) }))),
    edits: (ids) => Map.groupBy(database.all(edits, JSON.stringify(ids)).map(entryOf), ({ detail }) => String(detail['comment'])),
    extents: (entryIds) => {
      const rows = database.all(extents, JSON.stringify(entryIds));
      return new Map(rows.map((row) => [String(row['entry_id']), { first: String(row['first']), count: Number(row['n']) }]));
    },
    log: (sites, before, limit) => log(database, { sites, before: before ?? '~' }, limit),
    report: (commentId, report, also) => addReport(database, commentId, { report, also }),
    reports: (ids) =>
      grouped(ids, (id) =>
        database.all('SELECT reason, text, at FROM reports WHERE comment_id = ? ORDER BY at, reporter', id).map((row) => ({
          reason: String(row['reason']),
          text: row['text'] === null ? null : String(row['text']),
          at: Number(row['at']),
        })),
      ),
  });
}

const approvedBy = `SELECT email_key, count(*) AS n FROM comments
  WHERE site_id = ? AND email_key IN (SELECT value FROM json_each(?)) AND status = 'approved' AND email_key IS NOT NULL GROUP BY email_key`;

const history = `SELECT log.*, log_items.* FROM log_items JOIN log ON log.id = log_items.entry_id WHERE log_items.comment_id = ? ORDER BY log.id`;

export const edits = `SELECT * FROM log WHERE json_extract(detail, '$.comment') IN (SELECT value FROM json_each(?))
  AND json_extract(detail, '$.fields') IS NOT NULL ORDER BY id`;

const extents = `SELECT entry_id, min(comment_id) AS first, count(*) AS n FROM log_items
  WHERE entry_id IN (SELECT value FROM json_each(?)) GROUP BY entry_id`;

function grouped<T>(ids: readonly string[], read: (id: string) => readonly T[]): ReadonlyMap<string, readonly T[]> {
  return new Map(ids.map((id) => [id, read(id)]));
}

/** What is asked for a page of the queue, and with which values. */
export function questionOf({ siteId, status, type, reported, after, limit }: QueueQuery): {
  readonly sql: string;
  readonly values: readonly (string | number)[];
} {
  const { where, values, order } = rangeOf({ order: 'newest', ...(after && { before: after }) });
  const only = (type === null ? '' : ' AND type = ?') + (reported ? ' AND reports > 0' : '');
  const sql = `SELECT ${commentColumns} FROM comments WHERE site_id = ? AND status = ?${only}${where} ORDER BY ${order} LIMIT ?`;
  return { sql, values: [siteId, status, ...(type === null ? [] : [type]), ...values, limit] };
}

function list(database: Sqlite, query: QueueQuery): StoredComment[] {
  const { sql, values } = questionOf(query);
  return database.all(sql, ...values).map(commentOf);
}

function counts(database: Sqlite, siteId: string): Record<QueueStatus, number> {
  const rows = database.all('SELECT status, n FROM tallies WHERE site_id = ?', siteId);
  const known = new Map(rows.map((row) => [row['status'], Number(row['n'])]));
  return Object.fromEntries(queueStatuses.map((status) => [status, known.get(status) ?? 0])) as Record<QueueStatus, number>;
}

function log(
  database: Sqlite,
  { sites, before }: { sites: readonly (string | null)[] | null; before: string },
  limit: number,
): LogEntry[] {
  const rows =
    sites === null
      ? database.all('SELECT * FROM log WHERE id < ? ORDER BY id DESC LIMIT ?', before, limit)
      : sites.flatMap((siteId) =>
          database.all('SELECT * FROM log WHERE site_id IS ? AND id < ? ORDER BY id DESC LIMIT ?', siteId, before, limit),
        );
  return rows
    .map(entryOf)
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, limit);
}

interface Reported {
  readonly report: Parameters<Queue['report']>[1];
  readonly also: Also;
}

function addReport(database: Sqlite, commentId: string, { report, also }: Reported): boolean {
  return database.write(() => {
    const sql =
      "INSERT INTO reports (comment_id, reporter, reason, text, at) SELECT id, ?, ?, ?, ? FROM comments WHERE id = ? AND status <> 'deleted' ON CONFLICT DO NOTHING";
    const isNew = database.run(sql, report.reporter, report.reason, report.text, report.at, commentId) > 0;
    if (!isNew) return false;
    database.run('UPDATE comments SET reports = reports + 1, changed_at = ? WHERE id = ?', database.now(), commentId);
    storeAlso(database, also);
    return true;
  });
}

function entryOf(row: Row): LogEntry {
  return {
    id: String(row['id']),
    siteId: row['site_id'] === null ? null : String(row['site_id']),
    ...(row['sites'] !== null && { sites: JSON.parse(String(row['sites'])) as readonly string[] }),
    at: Number(row['at']),
    actor: JSON.parse(String(row['actor'])) as LogEntry['actor'],
    act: String(row['act']) as LogEntry['act'],
    note: row['note'] === null ? null : String(row['note']),
    detail: JSON.parse(String(row['detail'])) as LogEntry['detail'],
  };
}

function itemOf(row: Row): LogItem {
  return {
    commentId: String(row['comment_id']),
    from: String(row['from_status']) as LogItem['from'],
    to: String(row['to_status']) as LogItem['to'],
    version: Number(row['version']),
  };
}
