import type { LedgerEntry } from '../storage/ledger.ts';

/**
 * An author's word that they want no mail about one article, or about any of a site. It is known by a keyed hash of the address, so that
 * it outlives whoever names them next and keeps nobody's email. Its key is that hash, and the page's id behind it where it is about one.
 */
export interface Mute extends LedgerEntry {
  readonly state: 'muted' | 'lifted';
}
