import { equal, ok } from 'node:assert/strict';
import { encodeTime } from 'ulid';
import type { Comment, StoredComment } from '../../src/comments/comment.ts';
import type { Job, NewJob } from '../../src/jobs/job.ts';
import type { LogEntry } from '../../src/moderation/log.ts';
import { searchTermsOf } from '../../src/moderation/search.ts';
import { newPerson, type Person, type Token } from '../../src/moderators/person.ts';
import type { Session } from '../../src/moderators/session.ts';
import { newPage, type Page } from '../../src/sites/page.ts';
import type { Site } from '../../src/sites/site.ts';
import type { Also } from '../../src/storage/also.ts';
import type { SearchQuery } from '../../src/storage/searching.ts';
import type { Arrival, Conditions, Decision, Store } from '../../src/storage/store.ts';
import { defaultSettings } from '../../src/wire/settings.ts';
import type { Clock } from '../support/running.ts';

/** What a write carries when nothing belongs to it. */
export const nothing: Also = { jobs: [], log: null };
export const noConditions: Conditions = { unlessSaid: false, quiet: null, idempotentSince: 0 };
export const articleKey = 'blog.example/article';

/** The parts of a comment that a test cares about; `author` may be named in part. */
export type CommentParts = Partial<Omit<Comment, 'author'>> & { readonly author?: Partial<Comment['author']> };

/** Makes whatever a store keeps, with ids and times of the clock's now. */
export type Specimens = ReturnType<typeof createSpecimens>;

export function createSpecimens(clock: Clock) {
  const id = idMaker(clock);
  const siteId = id();
  const page = newPage({ id: id(), siteId, url: 'https://blog.example/article' });
  const comment = ({ author, ...parts }: CommentParts = {}): Comment => ({
    ...plainComment,
    id: id(),
    siteId,
    pageId: page.id,
    createdAt: clock.now(),
    ...parts,
    author: { ...plainComment.author, ...author },
  });
  const arrival = (of: Comment, more: Partial<Arrival> = {}): Arrival => ({
    comment: of,
    page,
    pageKey: articleKey,
    conditions: noConditions,
    terms: searchTermsOf(of),
    ...nothing,
    ...more,
  });
  const entry = (parts: Partial<LogEntry> = {}): LogEntry => {
    const actor = { kind: 'cli', id: null, name: 'the command line' } as const;
    return { id: id(), siteId, at: clock.now(), actor, act: 'decide', note: null, detail: {}, ...parts };
  };
  return {
    id,
    siteId,
    page,
    comment,
    arrival,
    entry,
    job: (key: string, parts: Partial<NewJob> = {}): NewJob => {
      return { id: id(), key, kind: 'clear-site', subjectId: key, runAt: clock.now(), ...parts };
    },
    site: (slug: string, parts: Partial<Site> = {}): Site => {
      const hosts = [`${slug}.example`];
      return { id: id(), slug, name: slug, hosts, settings: defaultSettings, version: 1, createdAt: clock.now(), ...parts };
    },
    pageAt: (path: string, parts: Partial<Page> = {}): Page => ({
      ...newPage({ id: id(), siteId, url: `https://blog.example/${path}` }),
      ...parts,
    }),
    person: (email: string, parts: Partial<Person> = {}): Person => {
      const plain = { name: null, role: 'moderator', sites: [siteId], password: null } as const;
      return { ...newPerson({ id: id(), email, createdAt: clock.now(), ...plain }), ...parts };
    },
    session: (personId: string, parts: Partial<Session> = {}): Session => {
      const times = { createdAt: clock.now(), seenAt: clock.now() };
      return { id: id(), personId, hash: id(), epoch: 0, address: null, userAgent: null, ...times, ...parts };
    },
    token: (hash: string, parts: Partial<Token> = {}): Token => {
      return { id: id(), siteId, role: 'moderator', name: hash, hash, createdAt: clock.now(), ...parts };
    },
    /** A reply as `newComment` makes it. */
    replyTo: (parent: Comment, parts: CommentParts = {}): Comment =>
      comment({ parent: parent.id, pageId: parent.pageId, lineage: [...parent.lineage, parent.id].slice(0, 10), ...parts }),
    /** An act that brings each of these to that status, whatever its version. */
    decision: (comments: readonly Pick<Comment, 'id'>[], to: Comment['status'], parts: Partial<Decision> = {}): Decision => ({
      entry: entry(),
      items: comments.map((of) => ({ id: of.id, version: null, to })),
      also: [],
      ...parts,
    }),
  };
}

const plainComment: Omit<Comment, 'id' | 'siteId' | 'pageId' | 'createdAt'> = {
  type: 'comment',
  parent: null,
  lineage: [],
  status: 'approved',
  author: { name: 'Anna', email: 'anna@example.org', website: null, moderator: false },
  text: 'Well said.',
  format: 'markdown',
  html: '<p>Well said.</p>\n',
  renderer: 1,
  source: null,
  titleHint: null,
  editedAt: null,
  version: 1,
  address: '192.0.2.7',
  userAgent: null,
  verdict: { outcome: 'approve', score: 0, reasons: [] },
  editEpoch: 0,
  idempotency: null,
};

/** ULIDs of the clock's time. Those of one millisecond are in no order that a store could rely on, as in real life. */
function idMaker(clock: Clock): () => string {
  let made = 0;
  return () => {
    made += 1;
    const scattered = (BigInt(made) * 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn;
    const bits = (scattered << 16n) | BigInt(made & 0xffff);
    const tail = [...Array(16).keys()].map((at) => crockford[Number((bits >> BigInt(75 - 5 * at)) & 31n)]);
    return encodeTime(clock.now(), 10) + tail.join('');
  };
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Adds it, and answers it as stored. */
export async function added(store: Store, arrival: Arrival): Promise<StoredComment> {
  const answer = await store.comments.add(arrival);
  equal(answer.outcome, 'added');
  ok('comment' in answer);
  return answer.comment;
}

/** The order of every list: by time, then by id. */
export function inOrder(comments: readonly Comment[]): string[] {
  return comments.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)).map((comment) => comment.id);
}

/** All that a search finds, however long it takes. */
export async function searched(store: Store, query: SearchQuery): Promise<readonly StoredComment[]> {
  const { comments, stoppedAt } = await store.queue.search(query, () => false);
  equal(stoppedAt, null);
  return comments;
}

export const idsOf = (comments: readonly { readonly id: string }[]): string[] => comments.map((comment) => comment.id);

/** All jobs of a store that are due, claimed and given back. */
export async function waitingKeys(store: Store, now: number): Promise<readonly string[]> {
  const claimed: readonly Job[] = await store.jobs.claim(now, now + 1, 1_000);
  await Promise.all(claimed.map((job) => store.jobs.finish(job, job.runAt)));
  return claimed.map((job) => job.key).toSorted();
}
