import { iso } from '../comments/view.ts';
import { eraseBySite, type Holding, readBySite } from './holding.ts';

/** More than anybody asks for with comments of their own. */
const most = 100_000;

/** What was asked for with a comment of this address: whoever wrote it, the address is the person's. */
export const heldSubscriptions: Holding = {
  name: 'subscriptions',
  read: readBySite(async ({ store }, { email, site }) => {
    const kept = await store.subscriptions.ofAddress({ email, sites: [site.id] }, most);
    const items = kept.map(({ id, commentId, scope, state, createdAt }) => ({
      ...{ site: site.slug, id, comment: commentId, scope, state, createdAt: iso(createdAt) },
    }));
    return { items, next: null };
  }),
  erase: eraseBySite(async ({ store }, { email, site }, limit) => ({
    subscriptions: await store.subscriptions.forget({ email, sites: [site.id] }, limit),
  })),
};
