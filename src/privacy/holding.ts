import type { Keys } from '../keys.ts';
import type { Site } from '../sites/site.ts';
import type { Store } from '../storage/store.ts';

export interface HoldingNeeds {
  readonly store: Pick<Store, 'authors' | 'blocks' | 'people' | 'sessions' | 'queue' | 'pages' | 'subscriptions' | 'mails'>;
  readonly keys: Keys;
}

/** A person by their email, as far as they have to do with these sites. */
export interface Sought {
  readonly email: string;
  readonly sites: readonly Site[];
  /** Those are all sites, and who asks is the operator: what is of no site is meant as well. */
  readonly isEverywhere: boolean;
}

export interface Held {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  /** The place to go on from; null: that was all. */
  readonly next: string | null;
}

export interface Part {
  readonly after: string | null;
  readonly limit: number;
}

export type Counts = Readonly<Record<string, number>>;

/** One kind of state in which a person can be found by their email. */
export interface Holding {
  /** Names it in an export. */
  readonly name: string;
  /** Some of it, at most `limit`, after the place that an earlier answer named. */
  read(needs: HoldingNeeds, of: Sought, part: Part): Promise<Held>;
  /** Takes up to `limit` of it out, and answers how many of what; all 0: there is no more. Without it, it is kept. */
  erase?(needs: HoldingNeeds, of: Sought, limit: number): Promise<Counts>;
  /** Of what is kept: sentences that say so and why, which must not name the person. */
  kept?(needs: HoldingNeeds, of: Sought): Promise<readonly string[]>;
}

/** What is kept by site, asked for one site after the other. */
export interface OfSite {
  readonly email: string;
  readonly site: Site;
}

const idLength = 26;

/** Reads site by site; a place is the site's id and the place within it. */
export function readBySite(read: (needs: HoldingNeeds, of: OfSite, part: Part) => Promise<Held>): Holding['read'] {
  return async (needs, { email, sites }, { after, limit }) => {
    const at = after === null ? 0 : sites.findIndex(({ id }) => id === after.slice(0, idLength));
    const site = sites[at];
    if (!site) return { items: [], next: null };
    const { items, next } = await read(needs, { email, site }, { after: after?.slice(idLength) || null, limit });
    const following = sites[at + 1];
    return { items, next: next === null ? (following?.id ?? null) : `${site.id}${next}` };
  };
}

/** Takes up to `limit` out of each site. */
export function eraseBySite(
  erase: (needs: HoldingNeeds, of: OfSite, limit: number) => Promise<Counts>,
): NonNullable<Holding['erase']> {
  return async (needs, { email, sites }, limit) => {
    let counts: Counts = {};
    for (const site of sites) counts = added(counts, await erase(needs, { email, site }, limit));
    return counts;
  };
}

export function added(some: Counts, more: Counts): Counts {
  return { ...some, ...Object.fromEntries(Object.entries(more).map(([name, n]) => [name, (some[name] ?? 0) + n])) };
}
