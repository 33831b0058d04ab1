import { iso } from '../comments/view.ts';
import type { Store } from '../storage/store.ts';
import type { ErasureView } from '../wire/privacy.ts';
import type { Erasure } from './erasure.ts';

const hourMs = 60 * 60 * 1000;

/** What an erasure did and what will follow, without saying whose it was. */
export function receiptOf(erasure: Erasure, remains: Store['authors']['remains']): ErasureView {
  const { id, state, orderedAt, finishedAt, erased, kept } = erasure;
  return {
    ...{ id, state, erased: { ...erased }, kept: [...kept] },
    orderedAt: iso(orderedAt),
    finishedAt: iso(finishedAt),
    follows: [...(state === 'erasing' ? [goesOn] : []), ...tracesOf(erasure, remains), backups, elsewhere],
  };
}

const goesOn =
  'There is more than could be taken out at once: the service goes on by itself, and what is left is to be seen until then.';
const backups = 'Backups made before hold what they held until you delete them.';
const elsewhere =
  'Mails that were sent, what Akismet was asked, and what others have copied or written about the person themselves is out of reach of this.';

function tracesOf({ state, orderedAt }: Erasure, remains: Store['authors']['remains']): readonly string[] {
  if (remains === 'oplog') return [oplog];
  if (state === 'done') return ['It is out of the database file, its search index and its write-ahead log.'];
  return [`It leaves the database file, its search index and its write-ahead log by ${iso(orderedAt + hourMs)}.`];
}

const oplog =
  'MongoDB’s oplog and journal hold it until they roll over; rs.printReplicationInfo() says how far back the oplog reaches.';
