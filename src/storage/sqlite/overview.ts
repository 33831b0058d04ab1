import { queueStatuses } from '../../comments/comment.ts';
import type { LogEntry } from '../../moderation/log.ts';
import type { Decided, Overview, Touched } from '../overview.ts';
import { guarded, type Row, type Sqlite, storeAlso, storeLog } from './database.ts';
import { pageColumns, pageOf } from './rows.ts';

export function createOverview(database: Sqlite): Overview {
  return guarded<Overview>({
    changed: (since, limit) => database.all(changed, since, limit).map(touchedOf),
    arrivals: (siteId, from, until) => {
      const count = (status: string) => Number(database.get(arrived, siteId, status, from, until)?.['n']);
      const [pending, approved, spam, trash] = queueStatuses.map(count);
      return { pending: pending ?? 0, approved: approved ?? 0, spam: spam ?? 0, trash: trash ?? 0 };
    },
    decisions: (siteId, { after, before }, limit) => database.all(decided, siteId, after, before, limit).map(decidedOf),
    latestPages: (siteId, before, limit) => database.all(latestPages, siteId, before ?? '~', limit).map(pageOf),
    note: (entry) => database.write(() => storeLog(database, entry)),
    answerReports: (commentId, also) =>
      database.write(() => {
        if (database.run('DELETE FROM reports WHERE comment_id = ?', commentId) === 0) return false;
        database.run('UPDATE comments SET reports = 0, changed_at = ? WHERE id = ?', database.now(), commentId);
        storeAlso(database, also);
        return true;
      }),
  });
}

const changed = `SELECT id, site_id, type, status, version, reports, changed_at FROM comments
  WHERE changed_at >= ? ORDER BY changed_at DESC LIMIT ?`;

const arrived = `SELECT count(*) AS n FROM comments WHERE site_id = ? AND status = ? AND created_at >= ? AND created_at < ?`;

const decided = `SELECT log.id, log.at, log.act, log.actor, item.comment_id, item.from_status, item.to_status
  FROM log JOIN log_items AS item ON item.entry_id = log.id
  WHERE log.site_id = ? AND log.id > ? AND log.id < ? ORDER BY log.id, item.comment_id LIMIT ?`;

const latestPages = `SELECT ${pageColumns} FROM pages
  WHERE site_id = ? AND id < ? AND merged_into IS NULL ORDER BY id DESC LIMIT ?`;

function touchedOf(row: Row): Touched {
  return {
    id: String(row['id']),
    siteId: String(row['site_id']),
    type: String(row['type']) as Touched['type'],
    status: String(row['status']) as Touched['status'],
    version: Number(row['version']),
    reports: Number(row['reports']),
    changedAt: Number(row['changed_at']),
  };
}

function decidedOf(row: Row): Decided {
  return {
    id: String(row['id']),
    at: Number(row['at']),
    act: String(row['act']) as Decided['act'],
    by: (JSON.parse(String(row['actor'])) as LogEntry['actor']).kind,
    commentId: String(row['comment_id']),
    from: String(row['from_status']) as Decided['from'],
    to: String(row['to_status']) as Decided['to'],
  };
}
