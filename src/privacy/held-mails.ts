import { addressKey } from '../notifications/address-key.ts';
import type { Holding } from './holding.ts';

/**
 * Which mails went to an address, under a keyed hash of it and without their words. They are of no one site, so that they go where
 * somebody is erased from all; otherwise they end after a month.
 */
export const heldMails: Holding = {
  name: 'mails',
  read: async () => ({ items: [], next: null }),
  erase: async ({ store, keys }, { email, isEverywhere }, limit) => ({
    mails: isEverywhere ? await store.mails.forget(addressKey(keys, email), limit) : 0,
  }),
};
