import type { Lookups } from '../moderation/check.ts';
import type { Mailer } from '../notifications/email.ts';
import { isHostOf } from '../sites/host.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Akismet } from '../spam/akismet.ts';
import { blogOf } from '../spam/akismet-fields.ts';
import type { Store, StoreFact } from '../storage/store.ts';
import { fetchChecks } from './fetch-checks.ts';
import { notedProxy } from './proxy-note.ts';

export interface DoctorNeeds {
  readonly store: Pick<Store, 'examine' | 'claim' | 'reclaim'>;
  readonly sites: Pick<SiteBook, 'all'>;
  readonly publicUrl: string;
  readonly isPublicUrlGiven: boolean;
  /** The characters of SECRET; null when it was made here. */
  readonly secretLength: number | null;
  readonly trustProxy: string | null;
  /** FETCH_ALLOW. */
  readonly fetchAllow: readonly string[];
  readonly now: () => number;
  readonly lookups: Pick<Lookups, 'akismet'>;
  readonly mailer: Pick<Mailer, 'isOn' | 'from' | 'knock'>;
}

export type Finding = StoreFact;

export interface Diagnosis {
  readonly ok: boolean;
  readonly checks: readonly Finding[];
}

/** Looks at everything that goes wrong with a service of one's own, and says in words what to do about it. */
export async function examine(needs: DoctorNeeds): Promise<Diagnosis> {
  const store = await needs.store.examine().catch((error: unknown) => [storeAway(error)]);
  const sites = await needs.sites.all().catch(() => []);
  const checks = [
    ...store,
    secretCheck(needs),
    publicUrlCheck(needs),
    proxyCheck(needs, await notedProxy(needs.store).catch(() => null)),
    clockCheck(needs.now()),
    await akismetKeyCheck(needs.lookups.akismet, sites),
    await mailCheck(needs.mailer),
    sites.length > 0
      ? { name: 'sites', ok: true, text: `${sites.length} with ${sites.flatMap((site) => site.hosts).length} hosts.` }
      : { name: 'sites', ok: false, text: 'There is no site yet: backtalk site add SLUG --host HOST' },
    ...sites.flatMap((site) => originCheck(needs, site.slug, site.hosts)),
    ...(await fetchChecks(needs.fetchAllow, sites)),
  ];
  return { ok: checks.every((check) => check.ok), checks };
}

function storeAway(error: unknown): Finding {
  return { name: 'store', ok: false, text: `It does not answer: ${error instanceof Error ? error.message : String(error)}` };
}

async function mailCheck({ isOn, from, knock }: DoctorNeeds['mailer']): Promise<Finding> {
  if (!isOn) return { name: 'mail', ok: true, text: 'SMTP_URL is not set: mails stand as not delivered.' };
  const { outcome, answer } = await knock();
  const ok = outcome === 'sent';
  const text = ok
    ? `The mail server lets us in; mails come from ${from.address}.`
    : `The mail server does not let us in: ${answer}`;
  return { name: 'mail', ok, text };
}

const strongSecret = 16;

function secretCheck({ secretLength }: DoctorNeeds): Finding {
  if (secretLength === null)
    return { name: 'secret', ok: true, text: 'SECRET was made here and is kept beside the database: back it up with it.' };
  const ok = secretLength >= strongSecret;
  return {
    name: 'secret',
    ok,
    text: ok ? 'SECRET is set.' : `SECRET is short enough to guess: make it at least ${strongSecret} characters.`,
  };
}

function publicUrlCheck({ publicUrl, isPublicUrlGiven }: DoctorNeeds): Finding {
  const { protocol, hostname } = new URL(publicUrl);
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  if (!isPublicUrlGiven)
    return {
      name: 'public-url',
      ok: true,
      text: `PUBLIC_URL is not set: links and avatars say ${publicUrl}, which only this machine reaches.`,
    };
  if (!isLocal && protocol !== 'https:')
    return { name: 'public-url', ok: false, text: `${publicUrl} is not https: browsers will not load it from https pages.` };
  return { name: 'public-url', ok: true, text: publicUrl };
}

function proxyCheck({ trustProxy }: DoctorNeeds, fits: string | null): Finding {
  if (trustProxy !== null) return { name: 'proxy', ok: true, text: `Forwarding headers are believed from: ${trustProxy}.` };
  if (fits === null) return { name: 'proxy', ok: true, text: 'TRUST_PROXY is off, and no forwarding header ever came.' };
  return {
    name: 'proxy',
    ok: false,
    text: `Forwarding headers came, but TRUST_PROXY is off, so all readers look like one: set TRUST_PROXY=${fits}.`,
  };
}

async function akismetKeyCheck(akismet: Akismet | null, sites: readonly Pick<Site, 'hosts'>[]): Promise<Finding> {
  const name = 'akismet';
  if (akismet === null) return { name, ok: true, text: 'AKISMET_KEY is not set: the filter does without Akismet.' };
  const [site] = sites;
  if (!site) return { name, ok: true, text: 'AKISMET_KEY is set, and is tried once there is a site.' };
  const answer = await akismet.verifyKey(blogOf(site));
  if (answer === 'valid') return { name, ok: true, text: `Akismet takes AKISMET_KEY for ${blogOf(site)}.` };
  if (answer === 'invalid') return { name, ok: false, text: 'Akismet does not know this AKISMET_KEY: every comment will wait.' };
  return { name, ok: false, text: 'Akismet does not answer: comments wait, and it is asked again every five minutes.' };
}

const earliestPlausible = Date.UTC(2026, 0, 1);

function clockCheck(now: number): Finding {
  return { name: 'clock', ok: now >= earliestPlausible, text: `This machine's clock says ${new Date(now).toISOString()}.` };
}

/** On one origin with the articles, a hole in an article's scripts would reach the moderators' sessions. */
function originCheck({ publicUrl }: DoctorNeeds, slug: string, hosts: readonly string[]): Finding[] {
  if (slug === 'demo' || !isHostOf(hosts, new URL(publicUrl))) return [];
  const text = `${publicUrl} shares its host with the pages of '${slug}': give the service a host name of its own.`;
  return [{ name: `origin of ${slug}`, ok: false, text }];
}
