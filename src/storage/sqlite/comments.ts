import type { StoredComment } from '../../comments/comment.ts';
import { emailKeyOf, hashOfText, sourceKeyOf } from '../compared.ts';
import type { Comments, Range, Revision } from '../store.ts';
import { createAdding } from './add-comment.ts';
import { bury } from './bury.ts';
import { guarded, type Row, type Sqlite, storeAlso } from './database.ts';
import { expire, shortenAddresses } from './expire.ts';
import { forgetFormer, formerColumns } from './former.ts';
import { commentColumns, commentOf } from './rows.ts';
import { index, unindex } from './search-index.ts';
import { deriveStatus, touchPage } from './shown.ts';

export function createComments(database: Sqlite): Comments {
  const read = (where: string, ...values: (string | number | null)[]): StoredComment[] =>
    database.all(`SELECT ${commentColumns} FROM comments WHERE ${where}`, ...values).map(commentOf);
  const shown = (of: string, id: string, range: Range) => {
    const { where, values, order } = rangeOf(range);
    return read(`${of} AND shown = 1${where} ORDER BY ${order} LIMIT ?`, id, ...values, range.limit);
  };
  const add = createAdding(database);
  return guarded<Comments>({
    byId: (id) => read('id = ?', id)[0] ?? null,
    byIds: (ids) => read('id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)),
    byIdempotencyKey: (siteId, key, since) =>
      read('site_id = ? AND idem_key = ? AND created_at > ?', siteId, key, since)[0] ?? null,
    add,
    revise: (revision) => revise(database, revision),
    judge: ({ id, version }, { outcome, score, reasons }) =>
      database.write(() => database.run(judgement, outcome, score, JSON.stringify(reasons), database.now(), id, version) > 0),
    shown: (pageId, level, range) => shown(level === 'top' ? 'page_id = ? AND parent IS NULL' : 'page_id = ?', pageId, range),
    replies: (rootId, range) => shown('root = ?', rootId, range),
    firstReplies: (rootIds, limit) => database.all(firstOfEach, JSON.stringify(rootIds), limit).map(commentOf),
    recent: (siteId, limit) =>
      read("site_id = ? AND status = 'approved' ORDER BY created_at DESC, id DESC LIMIT ?", siteId, limit),
    authorHistory: (siteId, { name, email, website }) => {
      const key = emailKeyOf(email) ?? '';
      const known = "SELECT 1 FROM comments WHERE site_id = ? AND email_key = ? AND name = ? AND status = 'approved'";
      return {
        known: database.get(`${known} LIMIT 1`, siteId, key, name) !== undefined,
        websiteKnown:
          website !== null && database.get(`${known} AND website = ? LIMIT 1`, siteId, key, name, website) !== undefined,
        moderator: database.get(moderates, key, siteId) !== undefined,
      };
    },
    bySource: (pageId, url) =>
      read("page_id = ? AND source_key = ? AND status <> 'deleted' ORDER BY created_at, id", pageId, sourceKeyOf({ url })),
    sourceHistory: (siteId, host) => {
      const sql = 'SELECT 1 FROM comments WHERE site_id = ? AND source_host = ? AND status = ? LIMIT 1';
      const has = (status: string) => database.get(sql, siteId, host, status) !== undefined;
      return { approved: has('approved'), spam: has('spam') };
    },
    expire: (due, limit) => expire(database, due, limit),
    shortenAddresses: (siteId, before, limit) => shortenAddresses(database, { siteId, before }, limit),
    forgetFormer: (siteId, before, limit) => forgetFormer(database, { siteId, before }, limit),
    bury: (limit) => bury(database, limit),
  });
}

const moderates = `SELECT 1 FROM people WHERE email_key = ? AND (role = 'operator' OR EXISTS (SELECT 1 FROM json_each(sites) WHERE value = ?))`;

const firstOfEach = `SELECT ${commentColumns} FROM comments WHERE seq IN (
  SELECT reply.seq FROM json_each(?) AS asked CROSS JOIN comments AS reply WHERE reply.seq IN (
    SELECT seq FROM comments WHERE root = asked.value AND shown = 1 ORDER BY created_at, id LIMIT ?)) ORDER BY created_at, id`;

/** A range by key: strictly between its ends, in its order. */
export function rangeOf({ after, before, order }: Omit<Range, 'limit'>): {
  where: string;
  values: (string | number)[];
  order: string;
} {
  const where = (after ? ' AND (created_at, id) > (?, ?)' : '') + (before ? ' AND (created_at, id) < (?, ?)' : '');
  const values = [after, before].flatMap((end) => (end ? [end.createdAt, end.id] : []));
  return { where, values, order: order === 'oldest' ? 'created_at, id' : 'created_at DESC, id DESC' };
}

const judgement = `UPDATE comments SET verdict = json_set(verdict, '$.outcome', ?, '$.score', ?, '$.reasons', json(?)), changed_at = ?
  WHERE id = ? AND version = ? AND status <> 'deleted'`;

const revision = `UPDATE comments SET status = ?1, status_at = CASE WHEN status = ?1 THEN status_at ELSE ?2 END, changed_at = ?2, version = version + 1,
  name = ?3, email = ?4, email_key = ?5, website = ?6, text = ?7, text_hash = ?8, format = ?9, html = ?10, renderer = ?11, edited_at = ?12,
  verdict = ?13, edit_epoch = ?14, terms = ?15, source = ?16, first_email_key = ?17,
  former = ?18, former_email_key = ?19, former_at = ?20 WHERE id = ?21`;

function revise(database: Sqlite, { comment, version, terms, ...also }: Revision): StoredComment | 'stale' {
  return database.write((note) => {
    const find = (): Row | undefined => database.get(`SELECT ${commentColumns} FROM comments WHERE id = ?`, comment.id);
    const row = find();
    if (!row) return 'stale';
    const before = commentOf(row);
    if (before.version !== version || before.status === 'deleted') return 'stale';
    const { author, text, format, html, renderer, editedAt, verdict, editEpoch, source } = comment;
    unindex(database, comment.id);
    database.run(
      revision,
      ...[comment.status, database.now(), author.name, author.email, emailKeyOf(author.email), author.website],
      ...[text, hashOfText(text), format, html, renderer, editedAt, JSON.stringify(verdict), editEpoch],
      ...[terms.join(' '), source && JSON.stringify(source), emailKeyOf(verdict.first?.email ?? null)],
      ...[...formerColumns(comment), comment.id],
    );
    index(database, comment.id);
    const after = commentOf(find() ?? row);
    deriveStatus(database, { before, after }, note);
    if (before.status === 'approved' && after.status === 'approved') touchPage(database, after, note);
    storeAlso(database, also);
    return commentOf(find() ?? row);
  });
}
