import type { z } from 'zod';
import type { Site } from '../sites/site.ts';
import type { FilterView } from '../wire/overview.ts';
import type { Lookups } from './check.ts';
import { moderatedSince, reckoned, type StatsNeeds } from './stats.ts';

const days = 30;

/** How far the filter of a site has come: what it learned from, and where moderators had to correct it of late. */
export async function filterState(
  needs: StatsNeeds & { readonly lookups: Pick<Lookups, 'learned' | 'akismet'> },
  site: Site,
): Promise<z.infer<typeof FilterView>> {
  const { decisions } = await needs.lookups.learned(site.id);
  const { missed, mistakes } = reckoned(await moderatedSince(needs, site, days));
  const { holdAt, spamAt, akismet, checksOff } = site.settings;
  return {
    decisions,
    days,
    missed,
    mistakes,
    holdAt,
    spamAt,
    akismet: needs.lookups.akismet ? akismet : null,
    checksOff: [...checksOff],
  };
}
