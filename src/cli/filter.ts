import type { Lookups } from '../moderation/check.ts';
import { contentChecks } from '../moderation/checks.ts';
import { createScreen, type Screen } from '../moderation/screen.ts';
import type { Verdict } from '../moderation/verdict.ts';
import type { Service } from '../service.ts';
import type { Site } from '../sites/site.ts';
import { commentOfRecord } from '../spam/judge-record.ts';
import { lessonsOf } from '../spam/learn-records.ts';
import { blockedWords, heldWords } from '../spam/word-lists.ts';
import type { FilterRecord } from '../wire/filter.ts';
import { type Command, type Given, type Options, required, text, UsageError } from './command.ts';
import { recordsOf } from './filter-file.ts';

const ofSite: Options = { site: { type: 'string' } };
const siteOf = (service: Service, given: Given) => service.sites.bySlug(required(given, 'site'));
const together = 200;

export const filterLearn: Command = {
  usage: 'filter learn FILE --site SLUG',
  about: 'Teaches the filter of a site by a file of JSON lines, each { label, text, name, email, website, type }.',
  options: ofSite,
  words: [1, 1],
  run: async (service, given) => {
    const site = await siteOf(service, given);
    const records: FilterRecord[] = [];
    for await (const { number, record } of recordsOf(given.positionals[0] ?? '')) {
      if (record.label === undefined) throw new Error(`Line ${number} has no label, "ham" or "spam".`);
      records.push(record);
    }
    for (let at = 0; at < records.length; at += together) {
      await service.store.lessons.teach(site.id, lessonsOf(service, records.slice(at, at + together)));
    }
    const spam = records.filter(({ label }) => label === 'spam').length;
    const ham = records.length - spam;
    return { json: { ham, spam }, text: `Learned ${ham} good ones and ${spam} of spam.` };
  },
};

export const filterJudge: Command = {
  usage: 'filter judge FILE --site SLUG',
  about: 'Judges a file of JSON lines by what they say, and stores nothing.',
  options: ofSite,
  words: [1, 1],
  run: async (service, given) => {
    const site = await siteOf(service, given);
    const judge = judgeFor(service, site);
    const judged = [];
    for await (const { record } of recordsOf(given.positionals[0] ?? '')) judged.push(viewOf(await judge(record)));
    return {
      json: judged,
      isLines: true,
      text: judged.map(({ verdict, score }) => `${verdict}\t${score.toFixed(3)}`).join('\n'),
    };
  },
};

export const filterTry: Command = {
  usage: 'filter try --site SLUG --text TEXT [--name NAME] [--email EMAIL] [--website URL]',
  about: 'Says what the filter would make of a text, and why.',
  options: {
    ...ofSite,
    text: { type: 'string' },
    name: { type: 'string' },
    email: { type: 'string' },
    website: { type: 'string' },
  },
  words: [0, 0],
  run: async (service, given) => {
    const site = await siteOf(service, given);
    const said = required(given, 'text');
    if (said.trim() === '') throw new UsageError('--text is empty');
    const [name, email, website] = ['name', 'email', 'website'].map((field) => text(given, field));
    const view = viewOf(await judgeFor(service, site)({ text: said, name, email, website }));
    const reasons = view.reasons.map((reason) => `${reason.weight.toFixed(2).padStart(6)}  ${reason.check}: ${reason.text}`);
    return { json: view, text: [`${view.verdict}, score ${view.score.toFixed(3)}`, ...reasons].join('\n') };
  },
};

function viewOf({ outcome, score, reasons }: Verdict) {
  return { verdict: outcome, score, reasons };
}

/** What else came to the site lately is not for a judgement that stores nothing. */
const withoutOthers = (lookups: Lookups): Lookups => ({ ...lookups, recent: { traces: () => Promise.resolve([]) } });

/** By content alone: not by who is known, nor flood, nor what waits by the site's settings. */
function judgeFor(service: Service, site: Site): (record: FilterRecord) => Promise<Verdict> {
  const screen: Screen = createScreen(
    withoutOthers(service.lookups),
    (_, error) => {
      throw error;
    },
    [blockedWords, heldWords, ...contentChecks],
  );
  const visitor = { address: null, addressKnown: false, userAgent: null, moderator: null };
  const form = { topic: null, signedAt: null };
  return async (record) => {
    const at = service.now();
    const comment = commentOfRecord(site, record, at);
    return (await screen({ site, comment, visitor, form, at })).verdict;
  };
}
