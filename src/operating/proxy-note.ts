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

/** The TRUST_PROXY that fits what was seen; null when no forwarding header ever came. */
export async function notedProxy(store: ProxyNotes): Promise<string | null> {
  const known = await store.claim(name, nothingSeen);
  return known === nothingSeen ? null : known;
}
