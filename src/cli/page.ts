import { commandLine } from '../moderators/command-line.ts';
import type { Service } from '../service.ts';
import { mergePages, movePage } from '../sites/change-page.ts';
import { mergePage } from '../sites/merge-page.ts';
import type { Page } from '../sites/page.ts';
import { type Command, type Given, type Options, required } from './command.ts';

const ofSite: Options = { site: { type: 'string' } };
const siteOf = (service: Service, given: Given) => service.sites.bySlug(required(given, 'site'));
const view = ({ url, title, count, open }: Page) => ({ url, title, count, open });
const batch = 500;

export const pageList: Command = {
  usage: 'page list --site SLUG',
  about: 'Lists the pages of a site that have a thread.',
  options: ofSite,
  words: [0, 0],
  run: async (service, given) => {
    const site = await siteOf(service, given);
    const pages: Page[] = [];
    for (let more: readonly Page[] = []; ; pages.push(...more)) {
      more = await service.store.pages.list(site.id, pages.at(-1)?.id ?? null, batch);
      if (more.length === 0) break;
    }
    return { json: pages.map(view), text: pages.map((page) => `${page.count}\t${page.url}\t${page.title ?? ''}`).join('\n') };
  },
};

export const pageMove: Command = {
  usage: 'page move OLD NEW --site SLUG',
  about: 'Lets the thread of OLD stand at NEW; it is still found at OLD.',
  options: ofSite,
  words: [2, 2],
  run: async (service, given) => {
    const [url = '', to = ''] = given.positionals;
    await movePage(service, commandLine, { site: await siteOf(service, given), url, to });
    return { json: { moved: url, to }, text: `${url} stands at ${to} now.` };
  },
};

export const pageMerge: Command = {
  usage: 'page merge FROM INTO --site SLUG',
  about: 'Makes one thread of two: both addresses lead to that of INTO.',
  options: ofSite,
  words: [2, 2],
  run: async (service, given) => {
    const [url = '', into = ''] = given.positionals;
    const from = await mergePages(service, commandLine, { site: await siteOf(service, given), url, into });
    // The job does the same where this is cut off.
    await mergePage(service, from);
    return { json: { merged: url, into }, text: `${url} and ${into} have one thread now.` };
  },
};
