import type { Site } from '../../sites/site.ts';
import type { Also } from '../also.ts';
import { ledgerNames } from '../ledger.ts';
import type { Sites } from '../store.ts';
import { guarded, steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { inTurn } from './in-turn.ts';
import { requireFits } from './insert.ts';
import type { SiteChange } from './outbox.ts';
import { siteOf } from './rows.ts';

type Options = Parameters<Sites['add']>[1];

/** Says no, or what is to be changed. */
type Decide<No> = (others: readonly Site[]) => No | { readonly site: Site; readonly change: SiteChange };

/** Hosts and slugs are compared over all sites, so that their changes are made in turn. */
function changeDirectory<No extends string>(mongo: Mongo, also: Also, decide: Decide<No>): Promise<No | null> {
  return inTurn<No>(mongo, { of: 'sites', also }, async () => {
    const decided = decide(await all(mongo));
    if (typeof decided === 'string') return decided;
    const { site, change } = decided;
    requireFits(change);
    return { site: change, changes: [{ kind: 'site', siteId: site.id, pageId: null, commentId: null }] };
  });
}

export function createSites(mongo: Mongo): Sites {
  return guarded<Sites>({
    all: () => all(mongo),
    add: (site, options, also) =>
      changeDirectory<'slug-taken' | 'host-taken'>(mongo, also, (others) => {
        if (others.some((other) => other.slug === site.slug)) return 'slug-taken';
        if (!options.shareHosts && isAnyTaken(site, others)) return 'host-taken';
        return { site, change: { act: 'put', site } };
      }).then((no) => no ?? 'added'),
    change: (site, options, also) => change(mongo, { site, options }, also),
    remove: async (siteId, also) => {
      const no = await changeDirectory(mongo, also, (others) => {
        const site = others.find(({ id }) => id === siteId);
        return site ? { site, change: { act: 'remove', siteId } } : 'unknown';
      });
      return no === null;
    },
    clear: (siteId, limit) => clear(mongo, siteId, limit),
  });
}

async function all(mongo: Mongo): Promise<Site[]> {
  return (await steadily(() => mongo.sites.find().sort({ slug: 1 }).toArray())).map(siteOf);
}

async function change(
  mongo: Mongo,
  { site, options }: { site: Site; options: Options },
  also: Also,
): Promise<'changed' | 'host-taken' | 'stale'> {
  const no = await changeDirectory<'host-taken' | 'stale'>(mongo, also, (sites) => {
    const others = sites.filter(({ id }) => id !== site.id);
    if (!options.shareHosts && isAnyTaken(site, others)) return 'host-taken';
    const before = sites.find(({ id }) => id === site.id);
    if (before?.version !== site.version - 1) return 'stale';
    const { name, hosts, settings, version } = site;
    return { site, change: { act: 'put', site: { ...before, name, hosts, settings, version } } };
  });
  return no ?? 'changed';
}

function isAnyTaken(site: Site, others: readonly Site[]): boolean {
  const taken = new Set(others.flatMap((other) => other.hosts));
  return site.hosts.some((host) => taken.has(host));
}

async function clear(mongo: Mongo, siteId: string, limit: number): Promise<number> {
  const rows = await steadily(() =>
    mongo.comments
      .find({ siteId }, { projection: { _id: 1 } })
      .limit(limit)
      .toArray(),
  );
  if (rows.length > 0) {
    const ids = rows.map(({ _id }) => _id);
    await steadily(() => mongo.reports.deleteMany({ commentId: { $in: ids } }));
    await steadily(() => mongo.logItems.deleteMany({ commentId: { $in: ids } }));
    await steadily(() => mongo.comments.deleteMany({ _id: { $in: ids } }));
    return rows.length;
  }
  const emptied = [
    await steadily(() => mongo.pages.deleteMany({ siteId })),
    await steadily(() => mongo.tallies.deleteMany({ _id: siteId })),
    await steadily(() => mongo.log.deleteMany({ siteId })),
    await steadily(() => mongo.lessons.deleteMany({ siteId })),
    await steadily(() => mongo.gone.deleteMany({ siteId })),
    await steadily(() => mongo.blocks.deleteMany({ siteId })),
    await steadily(() => mongo.subscriptions.deleteMany({ siteId })),
    ...(await Promise.all(ledgerNames.map((name) => steadily(() => mongo[name].deleteMany({ siteId }))))),
  ];
  return emptied.some(({ deletedCount }) => deletedCount > 0) ? limit : 0;
}
