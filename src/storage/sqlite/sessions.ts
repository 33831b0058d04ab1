import type { Session } from '../../moderators/session.ts';
import type { Sessions } from '../sessions.ts';
import { guarded, type Row, type Sqlite } from './database.ts';

export function createSessions(database: Sqlite): Sessions {
  return guarded<Sessions>({
    add: ({ id, personId, hash, epoch, createdAt, seenAt, address, userAgent }) => {
      const sql = `INSERT INTO sessions (id, person_id, hash, epoch, created_at, seen_at, address, user_agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
      // Whoever shall make room on a full disk must get in first.
      database.write(() => database.run(sql, id, personId, hash, epoch, createdAt, seenAt, address, userAgent), { frees: true });
    },
    byHash: (hash) => {
      const row = database.get('SELECT * FROM sessions WHERE hash = ?', hash);
      return row ? sessionOf(row) : null;
    },
    ofPerson: (personId) =>
      database.all('SELECT * FROM sessions WHERE person_id = ? ORDER BY created_at DESC, id DESC', personId).map(sessionOf),
    see: (id, at) => {
      database.write(() => database.run('UPDATE sessions SET seen_at = ? WHERE id = ? AND seen_at < ?', at, id, at));
    },
    end: (id) => database.write(() => database.run('DELETE FROM sessions WHERE id = ?', id) > 0, { frees: true }),
    expire: ({ madeBefore, seenBefore }, limit) => {
      const sql = 'DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE created_at < ? OR seen_at < ? LIMIT ?)';
      return database.write(() => database.run(sql, madeBefore, seenBefore, limit), { frees: true });
    },
  });
}

function sessionOf(row: Row): Session {
  return {
    id: String(row['id']),
    personId: String(row['person_id']),
    hash: String(row['hash']),
    epoch: Number(row['epoch']),
    createdAt: Number(row['created_at']),
    seenAt: Number(row['seen_at']),
    address: row['address'] === null ? null : String(row['address']),
    userAgent: row['user_agent'] === null ? null : String(row['user_agent']),
  };
}
