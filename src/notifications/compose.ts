import type { Keys } from '../keys.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import type { Letter } from './letter.ts';
import type { Mail } from './mail.ts';

/** What writing a mail may ask for. */
export interface ComposeNeeds {
  readonly store: Pick<Store, 'comments' | 'pages' | 'people' | 'queue' | 'subscriptions' | 'mails' | 'mutes'>;
  readonly sites: Pick<SiteBook, 'byId'>;
  readonly keys: Keys;
  readonly publicUrl: string;
  readonly now: () => number;
}

/** Writes a mail of one kind from the state it finds; null when what it was to tell is no longer so. */
export type Compose = (needs: ComposeNeeds, mail: Mail) => Promise<Letter | null>;
