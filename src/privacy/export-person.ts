import type { Moderator } from '../moderators/may.ts';
import { refuseField } from '../refusal.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { PersonExport } from '../wire/privacy.ts';
import type { Held, Holding, HoldingNeeds, Sought } from './holding.ts';
import { holdings } from './holdings.ts';

export interface ExportNeeds extends HoldingNeeds {
  readonly sites: Pick<SiteBook, 'all'>;
}

const atOnce = 100;

interface Asked {
  readonly email: string;
  readonly cursor?: string | undefined;
}

/** What is held about a person on the sites of who asks, some of it at a time; the cursor names the holding and the place in it. */
export async function exportPerson(needs: ExportNeeds, by: Moderator, { email, cursor }: Asked): Promise<PersonExport> {
  const of = await soughtBy(needs, by, email);
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

/** An operator's look at a person goes over every site there is. */
export async function soughtBy({ sites }: Pick<ExportNeeds, 'sites'>, by: Moderator, email: string): Promise<Sought> {
  const all = await sites.all();
  return { email, sites: all.filter(({ id }) => by.sites === null || by.sites.includes(id)) };
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
