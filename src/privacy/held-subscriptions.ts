import { iso } from '../comments/view.ts';
import type { Holding } from './holding.ts';

/** More than one a comment nobody has. */
const most = 100_000;

/** What somebody wanted to hear of by mail. */
export const heldSubscriptions: Holding = {
  name: 'subscriptions',
  read: async ({ store }, { email, sites }) => {
    const slugs = new Map(sites.map(({ id, slug }) => [id, slug]));
    const found = await store.subscriptions.ofAddress({ email, sites: [...slugs.keys()] }, most);
    const items = found.map(({ id, siteId, commentId, scope, state, createdAt }) => ({
      ...{ site: slugs.get(siteId) ?? null, id, comment: commentId, scope, state, createdAt: iso(createdAt) },
    }));
    return { items, next: null };
  },
  erase: async ({ store }, { email, sites }, limit) => ({
    subscriptions: await store.subscriptions.forget({ email, sites: sites.map(({ id }) => id) }, limit),
  }),
};
