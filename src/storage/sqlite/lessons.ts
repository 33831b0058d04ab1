import { type Lesson, type Lessons, mostLessons } from '../../spam/lesson.ts';
import { guarded, type Row, type Sqlite } from './database.ts';

export function createLessons(database: Sqlite): Lessons {
  return guarded<Lessons>({
    teach: (siteId, lessons) => database.write(() => teach(database, siteId, lessons)),
    forget: (siteId, ids) => database.write(() => forget(database, siteId, ids), { frees: true }),
    newest: (siteId, isSpam, limit) => database.all(newest, siteId, isSpam ? 1 : 0, limit).map(lessonOf),
    revision: (siteId) => {
      const row = database.get('SELECT count(*) AS n, max(taught_at) AS last FROM lessons WHERE site_id = ?', siteId);
      return `${row?.['n']} ${row?.['last'] ?? ''}`;
    },
  });
}

/** SQLite takes the other columns from the row that has the maximum (its documented "bare columns"). */
const newest = `SELECT id, is_spam, digest, content, max(taught_at) AS taught_at FROM lessons WHERE site_id = ? AND is_spam = ?
  GROUP BY digest ORDER BY taught_at DESC LIMIT ?`;

const oldest = `DELETE FROM lessons WHERE site_id = ?1 AND id IN (
  SELECT id FROM lessons WHERE site_id = ?1 AND is_spam = ?2 ORDER BY taught_at DESC LIMIT -1 OFFSET ?3)`;

function teach(database: Sqlite, siteId: string, lessons: readonly Lesson[]): void {
  const sql = 'INSERT OR REPLACE INTO lessons (site_id, id, is_spam, taught_at, digest, content) VALUES (?, ?, ?, ?, ?, ?)';
  for (const { id, isSpam, taughtAt, digest, content } of lessons) {
    database.run(sql, siteId, id, isSpam ? 1 : 0, taughtAt, digest, content);
  }
  for (const label of [0, 1]) database.run(oldest, siteId, label, mostLessons);
}

export function forget(database: Sqlite, siteId: string, ids: readonly string[]): void {
  database.run('DELETE FROM lessons WHERE site_id = ? AND id IN (SELECT value FROM json_each(?))', siteId, JSON.stringify(ids));
}

function lessonOf(row: Row): Lesson {
  return {
    id: String(row['id']),
    isSpam: row['is_spam'] === 1,
    taughtAt: String(row['taught_at']),
    digest: String(row['digest']),
    content: String(row['content']),
  };
}
