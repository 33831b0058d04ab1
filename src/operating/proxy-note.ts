import type { Store } from '../storage/store.ts';

/** What the serving process saw of a proxy, kept for the command line, which sees no requests. */
export type ProxyNotes = Pick<Store, 'claim' | 'reclaim'>;

const name = 'proxy-seen';
const nothingSeen = 'none';

/** Notes the TRUST_PROXY that fits. */
export async function noteProxy(store: ProxyNotes, fits: string): Promise<void> {
  const known = await store.claim(name, fits);
  if (known !== fits) await store.reclaim(name, known, fits);
}

interface Needs {
  readonly store: ProxyNotes;
  readonly config: { readonly trustProxy: unknown };
}

/** The TRUST_PROXY that would fit, while it is off; null where there is nothing to be said, or it cannot be known now. */
export async function missingProxy({ store, config }: Needs): Promise<string | null> {
  return config.trustProxy === false ? notedProxy(store).catch(() => null) : null;
}

/** The TRUST_PROXY that fits what was seen; null when no forwarding header ever came. */
export async function notedProxy(store: ProxyNotes): Promise<string | null> {
  const known = await store.claim(name, nothingSeen);
  return known === nothingSeen ? null : known;
}
