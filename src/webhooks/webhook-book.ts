import { LRUCache } from 'lru-cache';
import type { Store } from '../storage/store.ts';
import { mostWebhooks, type Webhook } from './webhook.ts';

/** Which webhooks a site has: asked for at every write, and answered from memory for a moment. */
export interface WebhookBook {
  /** Those that are on. What another process changed is known within two seconds. */
  on(siteId: string): Promise<readonly Webhook[]>;
  forget(siteId: string): void;
}

const keptMs = 2_000;

export function createWebhookBook(needs: {
  readonly store: { readonly webhooks: Pick<Store['webhooks'], 'list'> };
  readonly now: () => number;
}): WebhookBook {
  const known = new LRUCache<string, { readonly at: number; readonly webhooks: readonly Webhook[] }>({ max: 1_000 });
  return {
    on: async (siteId) => {
      const at = needs.now();
      const kept = known.get(siteId);
      if (kept && at - kept.at < keptMs) return kept.webhooks;
      const webhooks = (await needs.store.webhooks.list(siteId, null, 2 * mostWebhooks)).filter(({ state }) => state === 'on');
      known.set(siteId, { at, webhooks });
      return webhooks;
    },
    forget: (siteId) => {
      known.delete(siteId);
    },
  };
}
