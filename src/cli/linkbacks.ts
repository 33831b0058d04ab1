import { testPage } from '../linkbacks/self-test.ts';
import { orderSending, sendStep } from '../linkbacks/send.ts';
import { orderPages } from '../linkbacks/send-all.ts';
import type { Sending } from '../linkbacks/sending.ts';
import type { Service } from '../service.ts';
import { isHostOf } from '../sites/host.ts';
import type { Site } from '../sites/site.ts';
import type { SentView } from '../wire/linkbacks.ts';
import { pageUrl } from '../wire/text.ts';
import { type Command, type Given, text, UsageError } from './command.ts';

export const discover: Command = {
  usage: 'discover URL',
  about: 'Says what WordPress and others would find on a page when they link to it, and what is in their way.',
  options: {},
  words: [1, 1],
  run: async (service, { positionals: [url = ''] }) => {
    const view = await testPage(service.fetchPage, pageUrl.parse(url));
    const lines = [
      ...(['pingback', 'webmention', 'trackback'] as const).map((name) => `${name}: ${view[name] ?? 'not advertised'}`),
      ...view.problems.map((problem) => `BAD ${problem.text}`),
      ...view.clients.map((client) => `${client.finds ? 'ok  ' : 'BAD '}${client.name}: ${client.why}`),
    ];
    return { json: view, text: lines.join('\n') };
  },
};

/** The service beside us takes over what a command that was cut off has left. */
const leftToUsMs = 5 * 60_000;

export const send: Command = {
  usage: 'send URL | send --feed URL | send --sitemap URL [--site SLUG]',
  about: 'Tells those whom a page links to, or each page of a feed or sitemap, by webmention or pingback.',
  options: { feed: { type: 'string' }, sitemap: { type: 'string' }, site: { type: 'string' } },
  words: [0, 1],
  run: async (service, given) => {
    const { what, url } = errandOf(given);
    const site = await siteOf(service, text(given, 'site'), url);
    const ordered = await orderSending(service, site, { what, url, stamp: '', delayMs: leftToUsMs });
    const pages = what === 'page' ? [ordered] : await orderPages(service, ordered, leftToUsMs);
    if (what !== 'page') await requireRead(service, ordered);
    const sent: SentView[] = [];
    for (const page of pages) sent.push(...(await sendNow(service, page)));
    return { json: sent, text: sent.map(line).join('\n') || 'There was nothing to send.' };
  },
};

function errandOf(given: Given): { readonly what: Sending['what']; readonly url: string } {
  const [url] = given.positionals;
  const named = [url, text(given, 'feed'), text(given, 'sitemap')].filter((one) => one != null);
  if (named.length !== 1) throw new UsageError('Name a page, or a feed by --feed, or a sitemap by --sitemap.');
  const what = url !== undefined ? 'page' : text(given, 'feed') !== null ? 'feed' : 'sitemap';
  return { what, url: pageUrl.parse(named[0]) };
}

async function siteOf({ sites }: Service, slug: string | null, url: string): Promise<Site> {
  if (slug !== null) return sites.bySlug(slug);
  const own = (await sites.all()).filter((site) => isHostOf(site.hosts, new URL(url)));
  const [site] = own;
  if (site === undefined) throw new Error(`${url} is no page of any site.`);
  if (own.length > 1) throw new UsageError('--site is missing: several sites have this host');
  return site;
}

async function requireRead({ store }: Service, { id, url }: Sending): Promise<void> {
  if ((await store.sendings.byId(id))?.state === 'failed') throw new Error(`${url} could not be read, or is no feed or sitemap.`);
}

/** What is tried again is left to the service. */
async function sendNow(service: Service, page: Sending): Promise<SentView[]> {
  const before = new Map(page.links.map((link) => [link.target, link.at]));
  let current = page;
  for (let againAt: number | null = 0; againAt !== null && againAt <= service.now(); ) {
    const step = await sendStep(service, current);
    current = step.sending;
    againAt = step.againAt;
  }
  if (current.digest === null) throw new Error(`${page.url} could not be read. The service tries it again.`);
  const fresh = current.links.filter(({ target, at }) => before.get(target) !== at);
  return fresh.map(({ target, protocol, endpoint, outcome, answer }) => ({
    source: page.url,
    target,
    protocol,
    endpoint,
    outcome,
    answer,
  }));
}

function line({ target, protocol, outcome, answer }: SentView): string {
  return `${outcome}\t${protocol ?? '-'}\t${target}\t${answer}`;
}
