import type { Overview } from '../overview.ts';
import { guarded, steadily } from './away.ts';
import type { Mongo } from './database.ts';

export function createOverview({ comments }: Mongo): Overview {
  return guarded<Overview>({
    changed: async (since, limit) => {
      const projection = { siteId: 1, type: 1, status: 1, version: 1, reports: 1, changedAt: 1 };
      const found = comments
        .find({ changedAt: { $gte: since } }, { projection })
        .sort({ changedAt: -1 })
        .limit(limit);
      const rows = await steadily(() => found.clone().toArray());
      return rows.map(({ _id: id, siteId, type, status, version, reports, changedAt }) => ({
        ...{ id, siteId, type, status, version },
        ...{ reports, changedAt },
      }));
    },
  });
}
