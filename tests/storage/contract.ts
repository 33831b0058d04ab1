import { describe } from 'node:test';
import { addingComments } from './contract-adding.ts';
import { changingComments } from './contract-changing.ts';
import { closing } from './contract-closing.ts';
import { events } from './contract-events.ts';
import { jobs } from './contract-jobs.ts';
import { beingKilled } from './contract-killed.ts';
import { ledgers } from './contract-ledgers.ts';
import { lessons } from './contract-lessons.ts';
import { limits } from './contract-limits.ts';
import { mails } from './contract-mails.ts';
import { overview } from './contract-overview.ts';
import { pages } from './contract-pages.ts';
import { people } from './contract-people.ts';
import { authors, blocks } from './contract-privacy.ts';
import { queue } from './contract-queue.ts';
import { searching } from './contract-searching.ts';
import { sessions } from './contract-sessions.ts';
import { sites } from './contract-sites.ts';
import { specOf } from './contract-subject.ts';
import { subscriptions } from './contract-subscriptions.ts';
import { threads } from './contract-threads.ts';
import { wiping } from './contract-wiping.ts';
import type { StoreKind } from './stores.ts';

const parts = {
  addingComments,
  changingComments,
  threads,
  wiping,
  pages,
  queue,
  overview,
  lessons,
  searching,
  sites,
  people,
  sessions,
  jobs,
  events,
  ledgers,
  mails,
  authors,
  blocks,
  subscriptions,
  limits,
  closing,
  beingKilled,
};

/** What `src/storage/store.ts` means, said of one kind of store. Each part puts first where two stores could differ. */
export function describeStore(kind: StoreKind): void {
  describe(`a store on ${kind.name}`, { skip: kind.skip }, () => {
    for (const [name, part] of Object.entries(parts)) describe(name, () => part(specOf(kind)));
  });
}
