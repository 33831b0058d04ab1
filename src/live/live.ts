import { refuse } from '../refusal.ts';
import type { Change, Store } from '../storage/store.ts';

/** One open event stream of a page. The page may not exist yet. */
export interface Listener {
  readonly siteId: string;
  readonly pageKey: string;
  pageId: string | null;
  readonly address: string;
  send(change: Change): Promise<void>;
  beat(): void;
  end(): void;
}

/** Tells the readers of a page what became visible and what is gone, from this process and from others. */
export interface Live {
  /** @throws Refusal `too-many-requests` when the address or the service has no stream to give */
  join(listener: Listener): () => void;
  count(): number;
  close(): void;
}

export interface LiveLimits {
  readonly perAddress: number;
  readonly inAll: number;
  readonly heartbeatMs: number;
}

const retryAfterSeconds = 60;

export function createLive(store: Pick<Store, 'events' | 'pages'>, limits: LiveLimits): Live {
  const listeners = new Set<Listener>();
  let told = Promise.resolve();
  const unwatch = store.events.watch((changes) => {
    for (const change of changes ?? []) {
      // One after the other: what is told reads the store, and must arrive in the journal's order all the same.
      if (change.pageId !== null && listeners.size > 0) told = told.then(() => tell(store, listeners, change));
    }
  });
  const heartbeat = setInterval(() => {
    for (const listener of listeners) listener.beat();
  }, limits.heartbeatMs);
  heartbeat.unref();
  return {
    join: (listener) => {
      const ofAddress = [...listeners].filter((other) => other.address === listener.address).length;
      if (listeners.size >= limits.inAll || ofAddress >= limits.perAddress)
        refuse('too-many-requests', { retryAfter: retryAfterSeconds });
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    count: () => listeners.size,
    close: () => {
      clearInterval(heartbeat);
      unwatch();
      for (const listener of listeners) listener.end();
    },
  };
}

async function tell(store: Pick<Store, 'pages'>, listeners: ReadonlySet<Listener>, change: Change): Promise<void> {
  for (const listener of listeners) {
    if (listener.siteId !== change.siteId) continue;
    // Somebody may listen before the first comment made the page.
    listener.pageId ??= (await store.pages.byKey(listener.siteId, listener.pageKey).catch(() => null))?.id ?? null;
    if (listener.pageId === change.pageId) await listener.send(change).catch(() => listener.end());
  }
}
