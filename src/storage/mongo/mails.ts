import type { Mail, MailState } from '../../notifications/mail.ts';
import type { MailQuery, Mails } from '../mails.ts';
import { guarded, steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { createLedger, entryOf } from './ledger.ts';

export function createMails(mongo: Mongo): Mails {
  const { mails } = mongo;
  const { byId, byKey, add, change, trim } = createLedger<Mail>(mongo, 'mails');
  return {
    ...{ byId, byKey, add, change, trim },
    ...guarded<Pick<Mails, 'find' | 'lastStates' | 'forget'>>({
      find: (query) => find(mongo, query),
      lastStates: async (group, of, limit) => {
        if (group === '') return [];
        const found = mails
          .find({ group, state: { $in: [...of] } }, { projection: { state: 1 } })
          .sort({ changedAt: -1, _id: -1 })
          .limit(limit);
        return (await steadily(() => found.clone().toArray())).map(({ state }) => state as MailState);
      },
      forget: (group, limit) => forget(mongo, group, limit),
    }),
  };
}

async function find({ mails }: Mongo, { sites, states, before, limit }: MailQuery): Promise<Mail[]> {
  const filter = {
    ...(sites && { siteId: { $in: [...sites] } }),
    ...(states && { state: { $in: [...states] } }),
    ...(before !== null && { _id: { $lt: before } }),
  };
  const found = mails
    .find(filter, { projection: { entry: 1 } })
    .sort({ _id: -1 })
    .limit(limit);
  return (await steadily(() => found.clone().toArray())).map((row) => entryOf<Mail>(row));
}

/** One whose outbox is not empty yet goes the next time. */
async function forget({ mails }: Mongo, group: string, limit: number): Promise<number> {
  if (group === '') return 0;
  const found = mails.find({ group }, { projection: { _id: 1 } }).limit(limit);
  const ids = (await steadily(() => found.clone().toArray())).map(({ _id }) => _id);
  const gone = { _id: { $in: ids }, pending: { $exists: false } } as const;
  return ids.length === 0 ? 0 : (await steadily(() => mails.deleteMany(gone))).deletedCount;
}
