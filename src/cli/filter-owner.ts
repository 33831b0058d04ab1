import { readFile, stat } from 'node:fs/promises';
import { commandLine } from '../moderators/command-line.ts';
import type { Service } from '../service.ts';
import { changeSite } from '../sites/change-site.ts';
import { type FilterReport, reportOn } from '../spam/report.ts';
import { previewList } from '../spam/word-list-file.ts';
import { type Command, type Given, oneOf, required } from './command.ts';

const siteOf = (service: Service, given: Given) => service.sites.bySlug(required(given, 'site'));

export const filterReport: Command = {
  usage: 'filter report --site SLUG',
  about: 'Says how the filter does on the site’s own decisions, and what each check contributes.',
  options: { site: { type: 'string' } },
  words: [0, 0],
  run: async (service, given) => {
    const report = await reportOn(service, (await siteOf(service, given)).id);
    return { json: report, text: textOf(report) };
  },
};

function textOf({ decisions, spam, ham, checks }: FilterReport): string {
  const share = (part: number, all: number) => (all === 0 ? '–' : `${((100 * part) / all).toFixed(1)} %`);
  const lines = checks.map(
    (one) => `  ${one.check}: ${one.spam} of spam, ${one.ham} of good ones, weight ${one.weight.toFixed(2)}`,
  );
  return [
    `${decisions.spam} decisions for spam, ${decisions.ham} for good, each judged by a filter taught the others:`,
    `  spam caught: ${share(spam.hold + spam.spam, decisions.spam)} (${spam.spam} as spam, ${spam.hold} held, ${spam.approve} missed)`,
    `  good held: ${share(ham.hold, decisions.ham)}, blocked: ${share(ham.spam, decisions.ham)}`,
    'What the checks had to say of the newest comments:',
    ...(lines.length > 0 ? lines : ['  nothing']),
  ].join('\n');
}

const mostBytes = 20 * 1024 * 1024;
const mostWords = 5_000;
const good = 500;

export const filterList: Command = {
  usage: 'filter list FILE --site SLUG [--as blocked|held] [--apply]',
  about: 'Shows what a list of words, hosts or mail domains would have hit; with --apply takes over what hit no good comment.',
  options: { site: { type: 'string' }, as: { type: 'string' }, apply: { type: 'boolean' } },
  words: [1, 1],
  run: async (service, given) => {
    const site = await siteOf(service, given);
    const key = oneOf(given, 'as', ['blocked', 'held'] as const) === 'blocked' ? 'blockedWords' : 'heldWords';
    const query = { siteId: site.id, status: 'approved', type: null, after: null, limit: good } as const;
    const text = await listIn(given.positionals[0] ?? '');
    const preview = previewList(text, await service.store.queue.list(query), site.settings[key]);
    const isApplied = given.values['apply'] === true;
    if (isApplied) {
      const words = [...site.settings[key], ...preview.words];
      if (words.length > mostWords)
        throw new Error(`That would be ${words.length} ${key}, and a site takes ${mostWords}: choose from the list.`);
      await changeSite(service, commandLine, { site, patch: { [key]: words }, shareHosts: false });
    }
    const hits = preview.hits.slice(0, 20).map(({ word, comments }) => `  ${word}: ${comments} good comments`);
    const summary = `${preview.read} words, ${preview.hits.length} of them in good comments, ${preview.words.length} new ones.`;
    return {
      json: { ...preview, words: preview.words.length, applied: isApplied },
      text: [
        summary,
        ...hits,
        isApplied ? `Added them to ${key}.` : `Nothing was changed; --apply adds the new ones to ${key}.`,
      ].join('\n'),
    };
  },
};

async function listIn(path: string): Promise<string> {
  if ((await stat(path)).size > mostBytes) throw new Error(`${path} is larger than ${mostBytes / 1024 / 1024} MB.`);
  return readFile(path, 'utf8');
}
