import type { Comment, StoredComment } from '../../comments/comment.ts';
import { emailKeyOf, hashOfText, sourceHostOf, sourceKeyOf } from '../compared.ts';
import type { Added, Arrival, Conditions } from '../store.ts';
import { isStoreTrouble, type Note, type Sqlite, storeAlso } from './database.ts';
import { formerColumns } from './former.ts';
import { ensurePage, standingPage } from './pages.ts';
import { commentColumns, commentOf } from './rows.ts';
import { index } from './search-index.ts';
import { freeSequence } from './sequence.ts';
import { deriveStatus } from './shown.ts';
import { together } from './together.ts';

/** Adds comments, each answered when it is safe. One that fails takes back only its own part of the common write. */
export function createAdding(database: Sqlite): (arrival: Arrival) => Promise<Added> {
  return together((arrivals) => database.write((note) => arrivals.map((arrival) => addAlone(database, arrival, note))));
}

function addAlone(database: Sqlite, arrival: Arrival, note: Note): () => Added {
  try {
    const { result, changes } = database.part((noteLater) => addComment(database, arrival, noteLater));
    for (const change of changes) note(change);
    return () => result;
  } catch (error) {
    if (isStoreTrouble(error)) throw error;
    return () => {
      throw error;
    };
  }
}

/** Looks at each condition and stores the comment. */
function addComment(database: Sqlite, arrival: Arrival, note: Note): Added {
  const { comment, conditions } = arrival;
  const replay = replayOf(database, comment, conditions.idempotentSince);
  if (replay) return replay;
  if (comment.parent !== null && !isApproved(database, comment.parent)) return { outcome: 'parent-gone' };
  const page = standingPage(database, arrival) ?? arrival.page;
  const here = { ...comment, pageId: page.id };
  if (conditions.unlessSaid && isSaid(database, here)) return { outcome: 'duplicate' };
  if (conditions.unlessLinked && isLinked(database, here)) return { outcome: 'duplicate' };
  const lastAt = lastOf(database, comment.siteId, conditions.quiet);
  if (lastAt !== null) return { outcome: 'too-quick', lastAt };
  if (arrival.pageKey !== null) ensurePage(database, page, arrival.pageKey);
  insertComment(database, here, arrival.terms.join(' '));
  if (page.firstAt === null || page.firstAt > comment.createdAt) {
    database.run('UPDATE pages SET first_at = ? WHERE id = ?', comment.createdAt, page.id);
  }
  const stored: StoredComment = { ...here, children: 0, below: 0, reports: 0 };
  deriveStatus(database, { before: null, after: stored }, note);
  storeAlso(database, arrival);
  return { outcome: 'added', comment: stored };
}

/** What stands under the same key; an older one than `since` is forgotten. */
function replayOf(database: Sqlite, { siteId, idempotency }: Comment, since: number): Added | null {
  if (!idempotency) return null;
  const row = database.get(`SELECT ${commentColumns} FROM comments WHERE site_id = ? AND idem_key = ?`, siteId, idempotency.key);
  if (!row) return null;
  const before = commentOf(row);
  if (before.createdAt > since) {
    return before.idempotency?.digest === idempotency.digest
      ? { outcome: 'replayed', comment: before }
      : { outcome: 'idempotency-mismatch' };
  }
  database.run('UPDATE comments SET idem_key = NULL, idem_digest = NULL WHERE id = ?', before.id);
  return null;
}

function isApproved(database: Sqlite, id: string): boolean {
  return database.get("SELECT 1 FROM comments WHERE id = ? AND status = 'approved'", id) !== undefined;
}

function isSaid(database: Sqlite, { pageId, parent, text, author }: Comment): boolean {
  const same = `SELECT 1 FROM comments WHERE page_id = ? AND text_hash = ? AND parent IS ? AND status NOT IN ('trash', 'deleted')
    AND (name = ? OR email_key = ?) LIMIT 1`;
  return database.get(same, pageId, hashOfText(text), parent, author.name, emailKeyOf(author.email)) !== undefined;
}

function isLinked(database: Sqlite, { pageId, source }: Comment): boolean {
  const same = "SELECT 1 FROM comments WHERE page_id = ? AND source_key = ? AND status <> 'deleted' LIMIT 1";
  return database.get(same, pageId, sourceKeyOf(source)) !== undefined;
}

/** When the newest comment in the way was made; null when there is none. */
function lastOf(database: Sqlite, siteId: string, quiet: Conditions['quiet']): number | null {
  if (!quiet) return null;
  const newest = (column: 'address' | 'email_key', value: string | null) =>
    value === null
      ? undefined
      : database.get(
          `SELECT created_at FROM comments WHERE site_id = ? AND ${column} = ? AND created_at > ? ORDER BY created_at DESC LIMIT 1`,
          siteId,
          value,
          quiet.since,
        );
  const times = [newest('address', quiet.address), newest('email_key', emailKeyOf(quiet.email))].flatMap((row) =>
    row ? [Number(row['created_at'])] : [],
  );
  return times.length > 0 ? Math.max(...times) : null;
}

const columns = [
  'seq',
  'id',
  'site_id',
  'page_id',
  'type',
  'parent',
  'root',
  'lineage',
  'status',
  'status_at',
  'shown',
  'name',
  'email',
  'email_key',
  'website',
  'moderator',
  'text',
  'text_hash',
  'format',
  'html',
  'renderer',
  'source',
  'title_hint',
  'created_at',
  'edited_at',
  'changed_at',
  'version',
  'address',
  'user_agent',
  'verdict',
  'edit_epoch',
  'idem_key',
  'idem_digest',
  'terms',
  'source_key',
  'source_host',
  'first_email_key',
  'former',
  'former_email_key',
  'former_at',
]; // prettier-ignore
const insertion = `INSERT INTO comments (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;

/** The row with its place in the search index, and nothing that is derived from it. */
export function insertComment(database: Sqlite, comment: Comment, terms: string): void {
  const { id, siteId, pageId, type, parent, lineage, status, author, text, format, html, renderer, source } = comment;
  const sequence = freeSequence(database, comment);
  database.run(
    insertion,
    ...[sequence, id, siteId, pageId, type, parent, lineage[0] ?? null, JSON.stringify(lineage)],
    ...[
      status,
      comment.createdAt,
      0,
      author.name,
      author.email,
      emailKeyOf(author.email),
      author.website,
      author.moderator ? 1 : 0,
    ],
    ...[text, hashOfText(text), format, html, renderer, source && JSON.stringify(source), comment.titleHint],
    ...[comment.createdAt, comment.editedAt, database.now(), comment.version, comment.address, comment.userAgent],
    ...[
      JSON.stringify(comment.verdict),
      comment.editEpoch,
      comment.idempotency?.key ?? null,
      comment.idempotency?.digest ?? null,
      terms,
      sourceKeyOf(source),
      sourceHostOf(source),
      emailKeyOf(comment.verdict.first?.email ?? null),
    ],
    ...formerColumns(comment),
  );
  index(database, id);
}
