import type { Lookups, Subject } from '../../src/moderation/check.ts';
import { contentChecks } from '../../src/moderation/checks.ts';
import { createScreen } from '../../src/moderation/screen.ts';
import type { Verdict } from '../../src/moderation/verdict.ts';
import type { Site } from '../../src/sites/site.ts';
import { type Learned, learn, nothingLearned, type Taught, teachable } from '../../src/spam/filter/classifier.ts';
import { commentOfRecord } from '../../src/spam/judge-record.ts';
import { defaultSettings } from '../../src/wire/settings.ts';
import type { Item } from './sets.ts';

const at = Date.UTC(2026, 10, 26);
const site: Site = {
  id: 'site',
  slug: 'site',
  name: 'A site',
  hosts: ['site.example'],
  settings: defaultSettings,
  version: 1,
  createdAt: at,
};

const tokens = new Map<string, Omit<Taught, 'isSpam'>>();

function tokensOf(text: string): Omit<Taught, 'isSpam'> {
  const before = tokens.get(text);
  if (before) return before;
  const made = teachable({ name: '', email: null, website: null, text });
  tokens.set(text, made);
  return made;
}

/** What a site has learned of these, in this order. */
export function taughtBy(items: readonly Item[]): Learned {
  if (items.length === 0) return nothingLearned();
  const steps = learn(items.map((item) => ({ isSpam: item.isSpam, ...tokensOf(item.text) })));
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Judges as `filter judge` does: by the whole walk of content checks. */
export async function verdictsOf(learned: Learned, items: readonly Item[]): Promise<Verdict[]> {
  const lookups: Lookups = {
    authorHistory: () => Promise.reject(new Error('not asked')),
    sourceHistory: () => Promise.reject(new Error('not asked')),
    learned: () => Promise.resolve(learned),
    recent: { traces: () => Promise.resolve([]) },
    thread: () => Promise.resolve([]),
    pageUrl: () => Promise.resolve(null),
    blocks: async () => [],
    akismet: null,
  };
  const screen = createScreen(lookups, rethrow, contentChecks);
  const verdicts: Verdict[] = [];
  for (const item of items) verdicts.push((await screen(subjectOf(item))).verdict);
  return verdicts;
}

function rethrow(_: string, error: unknown): never {
  throw error;
}

function subjectOf({ text }: Item): Subject {
  const visitor = { address: null, addressKnown: false, userAgent: null, moderator: null };
  return { site, comment: commentOfRecord(site, { text }, at), visitor, form: { topic: null, signedAt: null }, at };
}
