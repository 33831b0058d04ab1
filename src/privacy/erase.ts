import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NewJob } from '../jobs/job.ts';
import type { Keys } from '../keys.ts';
import type { Actor } from '../moderation/log.ts';
import { entryOf } from '../moderation/log-entry.ts';
import type { Moderator } from '../moderators/may.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import type { Erasure } from './erasure.ts';
import { type ExportNeeds, type Person, soughtBy } from './export-person.ts';
import { added, type Counts, type HoldingNeeds, type Sought } from './holding.ts';
import { holdings } from './holdings.ts';

export interface EraseNeeds {
  readonly store: HoldingNeeds['store'] & Pick<Store, 'erasures'>;
  readonly keys: Keys;
  readonly sites: Pick<SiteBook, 'all'>;
  readonly now: () => number;
  readonly newId: () => string;
}

const batch = 100;
/** Who orders an erasure sees to it first; the job does what is left, or what was cut off. */
const jobAfterMs = 10_000;

/** Writes down that a person is to be erased from the asker's sites, with the job that sees to it. */
export async function orderErasure(
  needs: EraseNeeds & Pick<ExportNeeds, 'sites'>,
  by: Moderator,
  person: Person,
): Promise<Erasure> {
  const at = needs.now();
  const id = needs.newId();
  const sought = await soughtBy(needs, by, person);
  const sites = sought.sites.map((site) => site.id);
  const { isEverywhere } = sought;
  const erasure: Erasure = {
    ...{ id, siteId: '', key: id, state: 'erasing', group: '', changedAt: at, version: 1 },
    ...{
      email: person.email.toLowerCase(),
      sites,
      isEverywhere,
      by: by.actor,
      erased: {},
      kept: [],
      orderedAt: at,
      finishedAt: null,
    },
  };
  const job: NewJob = { id: needs.newId(), key: `erase:${id}`, kind: 'erase', subjectId: id, runAt: at + jobAfterMs };
  return needs.store.erasures.add(erasure, { jobs: [job], log: logOf(needs, erasure, { ordered: id }) });
}

/** Goes on with an erasure for about so many milliseconds, by a batch at least, and answers how it stands. Any number may be at it at once. */
export async function carryOnErasing(needs: EraseNeeds, id: string, forMs: number): Promise<Erasure | null> {
  const until = needs.now() + forMs;
  let erasure = await needs.store.erasures.byId(id);
  while (erasure?.state === 'erasing') {
    erasure = await eraseBatch(needs, erasure);
    await nextTurn();
    if (needs.now() >= until) break;
  }
  return erasure?.state === 'clearing' ? clear(needs, erasure) : erasure;
}

async function eraseBatch(needs: EraseNeeds, erasure: Erasure): Promise<Erasure | null> {
  if (erasure.email === null) return erasure;
  const all = await needs.sites.all();
  const of: Sought = {
    email: erasure.email,
    sites: all.filter(({ id }) => erasure.sites.includes(id)),
    isEverywhere: erasure.isEverywhere,
  };
  let counts: Counts = {};
  for (const holding of holdings) counts = added(counts, (await holding.erase?.(needs, of, batch)) ?? {});
  const isAll = Object.values(counts).every((n) => n === 0);
  if (!isAll) return change(needs, erasure.id, ({ erased }) => ({ erased: added(erased, counts) }));
  const kept = (await Promise.all(holdings.map((holding) => holding.kept?.(needs, of) ?? []))).flat();
  // The email goes first, so that what is cleared next has it no more.
  return change(needs, erasure.id, ({ erased }) => ({ state: 'clearing', email: null, kept, erased: added(erased, counts) }));
}

async function clear(needs: EraseNeeds, { id }: Erasure): Promise<Erasure | null> {
  const isCleared = await needs.store.authors.forgetErased();
  return isCleared ? change(needs, id, () => ({ state: 'done', finishedAt: needs.now() })) : needs.store.erasures.byId(id);
}

/** Makes the change on the erasure as it stands; what is done stays done. */
async function change(
  needs: EraseNeeds,
  id: string,
  to: (erasure: Erasure) => Partial<Pick<Erasure, 'state' | 'email' | 'erased' | 'kept' | 'finishedAt'>>,
): Promise<Erasure | null> {
  for (;;) {
    const before = await needs.store.erasures.byId(id);
    if (!before || before.state === 'done') return before;
    const changed: Erasure = { ...before, ...to(before), version: before.version + 1, changedAt: needs.now() };
    const isNewState = changed.state !== before.state && changed.state === 'clearing';
    const log = isNewState ? logOf(needs, changed, { erased: id, ...changed.erased }) : null;
    if (await needs.store.erasures.change(changed, { jobs: [], log })) return changed;
  }
}

function logOf(
  needs: EraseNeeds,
  { by, sites }: Pick<Erasure, 'sites'> & { readonly by: Actor },
  detail: Readonly<Record<string, string | number>>,
) {
  const where = sites.length === 1 ? { siteId: sites[0] ?? null } : { siteId: null, sites };
  return entryOf(needs, { actor: by }, { ...where, act: 'erase', note: null, detail });
}
