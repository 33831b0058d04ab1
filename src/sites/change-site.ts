import type { NewJob } from '../jobs/job.ts';
import { entryOf } from '../moderation/log-entry.ts';
import type { Moderator } from '../moderators/may.ts';
import { refuse, refuseField } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import { defaultSettings, SiteSettings, type SiteSettingsPatch } from '../wire/settings.ts';
import { normaliseHost } from './host.ts';
import { type Site, slugPattern } from './site.ts';

export interface SiteNeeds {
  readonly store: { readonly sites: Pick<Store['sites'], 'add' | 'change' | 'remove'> };
  readonly now: () => number;
  readonly newId: () => string;
}

interface NewSite {
  readonly slug: string;
  readonly name: string | null;
  readonly hosts: readonly string[];
  /** An operator's word that a host may be another site's as well. */
  readonly shareHosts: boolean;
}

interface SiteChange {
  readonly site: Site;
  readonly patch: SiteSettingsPatch;
  readonly shareHosts: boolean;
}

/** A site's settings flat, with its name and hosts among them. */
export function settingsOf({ name, hosts, settings }: Site): SiteSettings {
  return { name, hosts: [...hosts], ...settings };
}

export async function addSite(needs: SiteNeeds, by: Moderator, { slug, name, hosts, shareHosts }: NewSite): Promise<Site> {
  if (!slugPattern.test(slug))
    refuseField('slug', 'invalid', 'A slug is made of lower-case letters, digits and inner hyphens, 63 characters at most.');
  const at = needs.now();
  const site: Site = {
    id: needs.newId(),
    slug,
    name: name ?? slug,
    hosts: hostsOf(hosts),
    settings: defaultSettings,
    version: 1,
    createdAt: at,
  };
  const log = entryOf(needs, by, { siteId: site.id, act: 'site', note: null, detail: { added: slug } });
  const outcome = await needs.store.sites.add(site, { shareHosts }, { jobs: [], log });
  if (outcome === 'slug-taken') refuseField('slug', 'taken', `There is a site '${slug}' already.`);
  if (outcome === 'host-taken') refuseHostTaken();
  return site;
}

/** Changes some settings, based on the site as it was read. */
export async function changeSite(needs: SiteNeeds, by: Moderator, change: SiteChange): Promise<Site> {
  const { name, hosts, ...settings } = SiteSettings.parse({ ...settingsOf(change.site), ...change.patch });
  const site: Site = { ...change.site, name, hosts: hostsOf(hosts), settings, version: change.site.version + 1 };
  const log = entryOf(needs, by, {
    siteId: site.id,
    act: 'settings',
    note: null,
    detail: { keys: Object.keys(change.patch).join(' ') },
  });
  const outcome = await needs.store.sites.change(site, { shareHosts: change.shareHosts }, { jobs: [agingJob(needs, site)], log });
  if (outcome === 'host-taken') refuseHostTaken();
  return outcome === 'stale' ? refuse('stale') : site;
}

export async function removeSite(needs: SiteNeeds, by: Moderator, site: Site): Promise<void> {
  const log = entryOf(needs, by, { siteId: null, act: 'site', note: null, detail: { removed: site.slug } });
  const job: NewJob = {
    id: needs.newId(),
    key: `clear-site:${site.id}`,
    kind: 'clear-site',
    subjectId: site.id,
    runAt: needs.now(),
  };
  await needs.store.sites.remove(site.id, { jobs: [job], log });
}

/** What `closeAfterDays` says now is brought to the stored pages soon, not at the next round. */
function agingJob(needs: SiteNeeds, site: Site): NewJob {
  return { id: needs.newId(), key: `age:${site.id}:${site.version}`, kind: 'age-pages', subjectId: site.id, runAt: needs.now() };
}

function hostsOf(hosts: readonly string[]): readonly string[] {
  return [
    ...new Set(
      hosts.map(
        (host) => normaliseHost(host) ?? refuseField('hosts', 'invalid', `'${host}' is not a host name with an optional port.`),
      ),
    ),
  ];
}

function refuseHostTaken(): never {
  return refuseField('hosts', 'taken', 'One of these hosts belongs to another site.');
}
