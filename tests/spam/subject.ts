import type { Author, Comment } from '../../src/comments/comment.ts';
import type { Finding, FormSigns, Lookups, Subject, Visitor } from '../../src/moderation/check.ts';
import type { Site } from '../../src/sites/site.ts';
import { nothingLearned } from '../../src/spam/filter/classifier.ts';
import { defaultSettings, type Settings } from '../../src/wire/settings.ts';

/** Noon of a day in 2026. */
export const noon = Date.UTC(2026, 5, 1, 12);

interface Given {
  readonly settings?: Partial<Settings>;
  readonly author?: Partial<Author>;
  readonly comment?: Partial<Comment>;
  readonly visitor?: Partial<Visitor>;
  readonly form?: Partial<FormSigns>;
}

/** A good comment by Ada on a site with the default settings, but for what is given. */
export function subject(given: Given = {}): Subject {
  return {
    site: siteWith(given.settings),
    comment: { ...goodComment, ...given.comment, author: { ...goodComment.author, ...given.author } },
    visitor: { address: '203.0.113.7', addressKnown: true, userAgent: 'Firefox', moderator: null, ...given.visitor },
    form: { topic: '', signedAt: noon - 60_000, ...given.form },
    at: noon,
  };
}

export function siteWith(settings: Partial<Settings> = {}): Site {
  return {
    id: 'site-1',
    slug: 'blog',
    name: 'A blog',
    hosts: ['blog.example'],
    settings: { ...defaultSettings, ...settings },
    version: 1,
    createdAt: 0,
  };
}

const goodComment: Comment = {
  id: 'comment-1',
  siteId: 'site-1',
  pageId: 'page-1',
  type: 'comment',
  parent: null,
  lineage: [],
  status: 'pending',
  author: { name: 'Ada', email: 'ada@example.org', website: null, moderator: false },
  text: 'The second figure has its axes swapped.',
  format: 'markdown',
  html: '<p>The second figure has its axes swapped.</p>\n',
  renderer: 1,
  source: null,
  titleHint: null,
  createdAt: noon,
  editedAt: null,
  version: 1,
  address: '203.0.113.7',
  userAgent: 'Firefox',
  verdict: { outcome: 'hold', score: 0, reasons: [] },
  editEpoch: 0,
  idempotency: null,
};

const untaught = nothingLearned();

/** For checks that ask the store nothing. */
export const noLookups: Lookups = {
  authorHistory: () => Promise.reject(new Error('This check has nothing to ask the store.')),
  sourceHistory: () => Promise.reject(new Error('This check has nothing to ask the store.')),
  learned: () => Promise.resolve(untaught),
  recent: { traces: () => Promise.resolve([]) },
  thread: () => Promise.resolve([]),
  pageUrl: () => Promise.resolve(null),
  blocks: () => Promise.resolve([]),
  akismet: null,
};

/** What a finding makes of a comment and how heavy it is: `hold 1`, `hint 2.5`, `nothing`. */
export function gist(finding: Finding | Promise<Finding>): string {
  if (finding instanceof Promise) return 'a promise';
  if (finding.kind === 'rule') return `${finding.atLeast} ${finding.weight}`;
  return 'weight' in finding ? `${finding.kind} ${finding.weight}` : finding.kind;
}

export function textOf(finding: Finding | Promise<Finding>): string {
  return 'text' in finding ? finding.text : '';
}
