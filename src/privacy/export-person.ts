import { type Moderator, may, requireMay, requireMaySomewhere } from '../moderators/may.ts';
import { refuseField } from '../refusal.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { PersonExport } from '../wire/privacy.ts';
import type { Held, Holding, HoldingNeeds, Sought } from './holding.ts';
import { holdings } from './holdings.ts';

export interface ExportNeeds extends HoldingNeeds {
  readonly sites: Pick<SiteBook, 'all' | 'bySlug'>;
}

const atOnce = 100;

/** Whose data is asked for: on one site, or on all that are the asker's. */
export interface Person {
  readonly email: string;
  readonly site?: string | undefined;
}

/** What is held about a person on the sites of who asks, some of it at a time; the cursor names the holding and the place in it. */
export async function exportPerson(
  needs: ExportNeeds,
  by: Moderator,
  { email, site, cursor }: Person & { readonly cursor?: string | undefined },
): Promise<PersonExport> {
  const of = await soughtBy(needs, by, { email, site });
  const held: Record<string, Record<string, unknown>[]> = {};
  let left = atOnce;
  let place: Place | null = cursor === undefined ? { at: 0, after: null } : placeIn(cursor);
  for (; place !== null && left > 0; place = place.at < holdings.length ? place : null) {
    const holding: Holding | undefined = holdings[place.at];
    if (!holding) break;
    const { items, next }: Held = await holding.read(needs, of, { after: place.after, limit: left });
    held[holding.name] = [...(held[holding.name] ?? []), ...items];
    left -= items.length;
    place = next === null ? { at: place.at + 1, after: null } : { at: place.at, after: next };
  }
  return { email, held, next: place === null ? null : `${place.at}-${place.after ?? ''}` };
}

/**
 * An operator's look at a person goes over every site there is, an owner's over their own.
 * @throws Refusal `not-allowed` for who owns nothing, or not the site named
 */
export async function soughtBy(
  { sites }: Pick<ExportNeeds, 'sites'>,
  by: Moderator,
  { email, site: slug }: Person,
): Promise<Sought> {
  requireMaySomewhere(by, 'own');
  if (slug === undefined)
    return { email, sites: (await sites.all()).filter(({ id }) => may(by, 'own', id)), isEverywhere: by.sites === null };
  const site = await sites.bySlug(slug);
  requireMay(by, 'own', site.id);
  return { email, sites: [site], isEverywhere: false };
}

interface Place {
  readonly at: number;
  readonly after: string | null;
}

function placeIn(cursor: string): Place {
  const [, at, after] = /^(\d)-([A-Za-z0-9_-]*)$/.exec(cursor) ?? [];
  if (at === undefined || Number(at) >= holdings.length) return refuseField('cursor', 'invalid', 'This is no cursor.');
  return { at: Number(at), after: after || null };
}
