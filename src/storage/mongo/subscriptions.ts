import type { Subscription } from '../../subscriptions/subscription.ts';
import { emailKeyOf } from '../compared.ts';
import type { Addressee, Subscriptions } from '../subscriptions.ts';
import { guarded, isDuplicate, steadily } from './away.ts';
import type { Collections, Mongo } from './database.ts';
import type { SubscriptionRow } from './rows.ts';

export function createSubscriptions({ subscriptions }: Mongo): Subscriptions {
  const first = async (filter: object): Promise<Subscription | null> => {
    const row = await steadily(() => subscriptions.findOne(filter));
    return row && subscriptionOf(row);
  };
  return guarded<Subscriptions>({
    add: (subscription) => add({ subscriptions }, subscription),
    byId: (id) => first({ _id: id }),
    byComment: (commentId) => first({ commentId }),
    change: ({ id, scope, state, changedAt, version }) =>
      steadily(async (again) => {
        const change = { $set: { scope, state, changedAt, version } };
        const { matchedCount } = await subscriptions.updateOne({ _id: id, version: version - 1 }, change);
        // Of two that made the same change at the same time both may believe it theirs, which harms nobody.
        return (
          matchedCount > 0 || (again && (await subscriptions.countDocuments({ _id: id, scope, state, changedAt, version })) > 0)
        );
      }),
    ofThread: async (pageId, after, limit) => {
      const active = { pageId, scope: 'thread', state: 'active', _id: { $gt: after ?? '' } } as const;
      const rows = await steadily(() => subscriptions.find(active).sort({ _id: 1 }).limit(limit).toArray());
      return rows.map(subscriptionOf);
    },
    ofAddress: async (of, limit) => {
      const rows = await steadily(() => subscriptions.find(at(of)).sort({ _id: -1 }).limit(limit).toArray());
      return rows.map(subscriptionOf);
    },
    remove: async (id) => void (await steadily(() => subscriptions.deleteOne({ _id: id }))),
    forget: (of, limit) => deleteSome({ subscriptions }, at(of), limit),
    trim: ({ states, before }, limit) =>
      deleteSome({ subscriptions }, { state: { $in: [...states] }, changedAt: { $lt: before } }, limit),
  });
}

type Needs = Pick<Collections, 'subscriptions'>;

const at = ({ email, sites }: Addressee) => ({
  emailKey: emailKeyOf(email) ?? '',
  ...(sites !== null && { siteId: { $in: [...sites] } }),
});

async function add({ subscriptions }: Needs, subscription: Subscription): Promise<Subscription> {
  const { id: _id, ...rest } = subscription;
  return steadily(async () => {
    try {
      await subscriptions.insertOne({ _id, emailKey: emailKeyOf(rest.email) ?? '', ...rest });
      return subscription;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const standing = await subscriptions.findOne({ commentId: rest.commentId });
      return standing ? subscriptionOf(standing) : subscription;
    }
  });
}

async function deleteSome({ subscriptions }: Needs, filter: object, limit: number): Promise<number> {
  const found = subscriptions.find(filter, { projection: { _id: 1 } }).limit(limit);
  const ids = (await steadily(() => found.clone().toArray())).map(({ _id }) => _id);
  await steadily(() => subscriptions.deleteMany({ _id: { $in: ids } }));
  return ids.length;
}

function subscriptionOf({ _id: id, emailKey: _, ...rest }: SubscriptionRow): Subscription {
  return { id, ...rest };
}
