import { asking } from '../support/mongod.ts';
import { within } from '../support/two-processes.ts';
import type { PostingClients } from './posting-clients.ts';

/** What the database holds beside what the clients were told, once every outbox is empty. */
export interface MongoReckoning {
  readonly acknowledged: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** Counts that differ from a recount. */
  readonly miscounted: readonly string[];
  readonly unexpected: PostingClients['unexpected'];
}

export function reckonMongo(database: string, { acknowledged, unexpected }: PostingClients): Promise<MongoReckoning> {
  return asking(database, async (client) => {
    const collection = (name: string) => client.db().collection<{ _id: string; count: number; text: string }>(name);
    const comments = collection('comments');
    await within(
      15_000,
      () => comments.countDocuments({ pending: true }),
      (count) => count === 0,
    );
    const ids = new Set((await comments.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id));
    const twice = [
      { $match: { text: { $type: 'string' } } },
      { $group: { _id: '$text', n: { $sum: 1 } } },
      { $match: { n: { $gt: 1 } } },
    ];
    const doubled = await comments.aggregate<{ _id: string }>(twice).toArray();
    const miscounted: string[] = [];
    for (const { _id, count } of await collection('pages').find().toArray()) {
      const there = await comments.countDocuments({ pageId: _id, status: 'approved' });
      if (there !== count) miscounted.push(`page ${_id}: ${count}, and ${there} are there`);
    }
    return {
      acknowledged: acknowledged.size,
      lost: [...acknowledged].filter(([, id]) => !ids.has(id)).map(([key]) => key),
      doubled: doubled.map(({ _id }) => _id),
      miscounted,
      unexpected,
    };
  });
}
