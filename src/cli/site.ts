import { commandLine } from '../moderators/command-line.ts';
import { addSite, changeSite, removeSite } from '../sites/change-site.ts';
import type { Site } from '../sites/site.ts';
import { SiteSettingsPatch } from '../wire/settings.ts';
import { siteName } from '../wire/text.ts';
import { type Command, text, texts, UsageError } from './command.ts';

const view = ({ slug, name, hosts, settings }: Site) => ({ slug, name, hosts, settings });
const line = ({ slug, name, hosts }: Site) => `${slug}\t${name}\t${hosts.join(' ')}`;

export const siteAdd: Command = {
  usage: 'site add SLUG --host HOST[:PORT] … [--name NAME] [--share-hosts]',
  about: 'Adds a site. Without a port, every port of the host.',
  options: { host: { type: 'string', multiple: true }, name: { type: 'string' }, 'share-hosts': { type: 'boolean' } },
  words: [1, 1],
  run: async (service, given) => {
    const hosts = texts(given, 'host');
    if (hosts.length === 0) throw new UsageError('--host is missing');
    const [slug = ''] = given.positionals;
    const name = text(given, 'name');
    const site = await addSite(service, commandLine, {
      slug,
      name: name === null ? null : siteName.parse(name),
      hosts,
      shareHosts: given.values['share-hosts'] === true,
    });
    return { json: view(site), text: `Added ${line(site)}` };
  },
};

export const siteList: Command = {
  usage: 'site list',
  about: 'Lists the sites.',
  options: {},
  words: [0, 0],
  run: async (service) => {
    const sites = await service.sites.all();
    return { json: sites.map(view), text: sites.map(line).join('\n') };
  },
};

export const siteRemove: Command = {
  usage: 'site remove SLUG',
  about: 'Removes a site with everything in it.',
  options: {},
  words: [1, 1],
  run: async (service, { positionals: [slug = ''] }) => {
    const site = await service.sites.bySlug(slug);
    await removeSite(service, commandLine, site);
    return { json: view(site), text: `Removed ${slug}. Its comments are cleared away in the background.` };
  },
};

export const siteSet: Command = {
  usage: 'site set SLUG key=value … [--share-hosts]',
  about: 'Changes settings. A value is JSON, or text where it is none; lists may be given with commas.',
  options: { 'share-hosts': { type: 'boolean' } },
  words: [2, 100],
  run: async (service, given) => {
    const [slug = '', ...assignments] = given.positionals;
    const site = await service.sites.bySlug(slug);
    const patch = SiteSettingsPatch.parse(Object.fromEntries(assignments.map(assignment)));
    const changed = await changeSite(service, commandLine, { site, patch, shareHosts: given.values['share-hosts'] === true });
    return { json: view(changed), text: `Changed ${Object.keys(patch).join(', ')} of ${slug}.` };
  },
};

const lists = new Set(['hosts', 'heldWords', 'blockedWords', 'pageQuery', 'checksOff']);
const plainTexts = new Set(['name', 'locale', 'order', 'akismet', 'notifyModerators', 'commentPolicy']);

function assignment(word: string): [string, unknown] {
  const at = word.indexOf('=');
  if (at < 1) throw new UsageError(`'${word}' is not key=value`);
  const [key, value] = [word.slice(0, at), word.slice(at + 1)];
  if (plainTexts.has(key)) return [key, value];
  try {
    return [key, JSON.parse(value)];
  } catch {
    return [
      key,
      lists.has(key)
        ? value
            .split(',')
            .map((item) => item.trim())
            .filter(Boolean)
        : value,
    ];
  }
}
