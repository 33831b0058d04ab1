import type { Keys } from '../keys.ts';
import { addressKeys } from '../notifications/address-key.ts';
import type { Store } from '../storage/store.ts';
import type { Mute } from './mute.ts';

export interface MuteNeeds {
  readonly store: { readonly mutes: Pick<Store['mutes'], 'byKey' | 'add' | 'change'> };
  readonly now: () => number;
  readonly newId: () => string;
}

/** Of one article, or of all of the site (null). */
interface Muted {
  readonly siteId: string;
  /** A keyed hash. */
  readonly address: string;
  readonly pageId: string | null;
}

const keyOf = ({ address, pageId }: Pick<Muted, 'address' | 'pageId'>): string =>
  pageId === null ? address : `${address} ${pageId}`;

/** Keeps the word, whatever was said before or is being said at the same time. */
export async function putMute(needs: MuteNeeds, of: Muted, state: Mute['state']): Promise<void> {
  const { store, now, newId } = needs;
  const { siteId } = of;
  const key = keyOf(of);
  for (;;) {
    const before = await store.mutes.byKey(siteId, key);
    if ((before?.state ?? 'lifted') === state) return;
    const nothing = { jobs: [], log: null };
    if (before && (await store.mutes.change({ ...before, state, changedAt: now(), version: before.version + 1 }, nothing)))
      return;
    if (before) continue;
    const mute: Mute = { id: newId(), siteId, key, state, group: '', changedAt: now(), version: 1 };
    if ((await store.mutes.add(mute, nothing)).id === mute.id) return;
  }
}

/** Whether this address wants no mail about the page, or about the site. */
export async function isMuted(
  { store, keys }: { readonly store: { readonly mutes: Pick<Store['mutes'], 'byKey'> }; readonly keys: Pick<Keys, 'signatures'> },
  { siteId, pageId, email }: Pick<Muted, 'siteId' | 'pageId'> & { readonly email: string },
): Promise<boolean> {
  for (const address of addressKeys(keys, email)) {
    const ofSite = await store.mutes.byKey(siteId, keyOf({ address, pageId: null }));
    const ofPage = pageId === null ? null : await store.mutes.byKey(siteId, keyOf({ address, pageId }));
    if (ofSite?.state === 'muted' || ofPage?.state === 'muted') return true;
  }
  return false;
}
