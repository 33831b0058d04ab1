import type { Overview, Touched } from '../overview.ts';
import { guarded, type Row, type Sqlite } from './database.ts';

export function createOverview(database: Sqlite): Overview {
  return guarded<Overview>({
    changed: (since, limit) => database.all(changed, since, limit).map(touchedOf),
  });
}

const changed = `SELECT id, site_id, type, status, version, reports, changed_at FROM comments
  WHERE changed_at >= ? ORDER BY changed_at DESC LIMIT ?`;

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
