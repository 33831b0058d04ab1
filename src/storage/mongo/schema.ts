import type { mongo } from 'mongoose';
import { noSecondFactors } from '../../moderators/person.ts';
import { ledgerNames } from '../ledger.ts';
import type { Collections } from './database.ts';

export interface DeclaredIndex {
  readonly in: keyof Omit<Collections, 'db'>;
  readonly name: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly options?: mongo.CreateIndexesOptions;
}

const where = (partialFilterExpression: object): mongo.CreateIndexesOptions => ({ partialFilterExpression });
const unique = { unique: true } as const;
const newest = { createdAt: -1, _id: -1 } as const;
const oldest = { createdAt: 1, _id: 1 } as const;
const daySeconds = 86_400;

/** One for every order that is read in. Those that are unique begin with the key their collection would be sharded by. */
export const indexes: readonly DeclaredIndex[] = [
  {
    in: 'comments',
    name: 'thread_tops',
    key: { pageId: 1, parent: 1, ...oldest },
    options: where({ shown: true, parent: null }),
  },
  { in: 'comments', name: 'thread_all', key: { pageId: 1, ...oldest }, options: where({ shown: true }) },
  { in: 'comments', name: 'thread_replies', key: { root: 1, ...oldest }, options: where({ shown: true }) },
  { in: 'comments', name: 'queue', key: { siteId: 1, status: 1, ...newest } },
  { in: 'comments', name: 'queue_by_type', key: { siteId: 1, status: 1, type: 1, ...newest } },
  { in: 'comments', name: 'search', key: { siteId: 1, status: 1, terms: 1, ...newest } },
  { in: 'comments', name: 'reported', key: { siteId: 1, status: 1, ...newest }, options: where({ reports: { $gt: 0 } }) },
  { in: 'comments', name: 'replies_to', key: { parent: 1 }, options: where({ parent: { $type: 'string' } }) },
  { in: 'comments', name: 'said', key: { pageId: 1, textHash: 1 } },
  {
    in: 'comments',
    name: 'known_authors',
    key: { siteId: 1, emailKey: 1, 'author.name': 1, 'author.website': 1 },
    options: where({ status: 'approved' }),
  },
  {
    in: 'comments',
    name: 'by_address',
    key: { siteId: 1, address: 1, createdAt: -1 },
    options: where({ address: { $type: 'string' } }),
  },
  {
    in: 'comments',
    name: 'by_author',
    key: { siteId: 1, emailKey: 1, ...newest },
    options: where({ emailKey: { $type: 'string' } }),
  },
  {
    in: 'comments',
    name: 'first_sent_by',
    key: { siteId: 1, firstEmailKey: 1, ...newest },
    options: where({ firstEmailKey: { $type: 'string' } }),
  },
  {
    in: 'comments',
    name: 'formerly_by',
    key: { siteId: 1, formerEmailKey: 1, ...newest },
    options: where({ formerEmailKey: { $type: 'string' } }),
  },
  {
    in: 'comments',
    name: 'former_words',
    key: { siteId: 1, 'former.at': 1 },
    options: where({ 'former.at': { $type: 'number' } }),
  },
  {
    in: 'comments',
    name: 'idempotency',
    key: { siteId: 1, 'idempotency.key': 1, createdAt: -1 },
    options: where({ 'idempotency.key': { $type: 'string' } }),
  },
  { in: 'comments', name: 'expiring', key: { siteId: 1, status: 1, statusAt: 1 } },
  {
    in: 'comments',
    name: 'whole_addresses',
    key: { siteId: 1, createdAt: 1 },
    options: where({ address: { $type: 'string' }, addressShort: false }),
  },
  { in: 'comments', name: 'deleted', key: { _id: 1, status: 1 }, options: where({ status: 'deleted' }) },
  { in: 'comments', name: 'pending', key: { pending: 1 }, options: where({ pending: true }) },
  { in: 'comments', name: 'changed', key: { changedAt: 1 } },
  { in: 'comments', name: 'void', key: { voidAt: 1 }, options: { expireAfterSeconds: daySeconds } },
  {
    in: 'comments',
    name: 'linked_from',
    key: { pageId: 1, sourceKey: 1, createdAt: 1, _id: 1 },
    options: where({ sourceKey: { $type: 'string' } }),
  },
  {
    in: 'comments',
    name: 'sources',
    key: { siteId: 1, sourceHost: 1, status: 1 },
    options: where({ sourceHost: { $type: 'string' } }),
  },
  ...ledgerNames.flatMap((name): DeclaredIndex[] => [
    { in: name, name: 'keys', key: { siteId: 1, key: 1 }, options: unique },
    { in: name, name: 'in_order', key: { siteId: 1, _id: -1 } },
    { in: name, name: 'in_group', key: { siteId: 1, group: 1, _id: -1 } },
    { in: name, name: 'by_state', key: { siteId: 1, state: 1, group: 1 } },
    { in: name, name: 'by_age', key: { state: 1, changedAt: 1 } },
    { in: name, name: 'pending', key: { pending: 1 }, options: where({ pending: true }) },
  ]),
  { in: 'mails', name: 'of_group', key: { group: 1, changedAt: -1, _id: -1 }, options: where({ group: { $gt: '' } }) },
  { in: 'pages', name: 'keys', key: { siteId: 1, keys: 1 }, options: unique },
  { in: 'pages', name: 'of_site', key: { siteId: 1, mergedInto: 1, _id: 1 } },
  { in: 'pages', name: 'by_age', key: { siteId: 1, aged: 1, startsAt: 1 } },
  {
    in: 'pages',
    name: 'by_author',
    key: { siteId: 1, authorKey: 1 },
    options: where({ authorKey: { $type: 'string' } }),
  },
  { in: 'pages', name: 'pending', key: { pending: 1 }, options: where({ pending: true }) },
  { in: 'pages', name: 'changed', key: { changedAt: 1 } },
  { in: 'sites', name: 'slug', key: { slug: 1 }, options: unique },
  { in: 'directory', name: 'pending', key: { pending: 1 }, options: where({ pending: true }) },
  { in: 'people', name: 'email', key: { emailKey: 1 }, options: unique },
  { in: 'people', name: 'operators', key: { role: 1 } },
  { in: 'people', name: 'of_site', key: { sites: 1 } },
  { in: 'people', name: 'pending', key: { pending: 1 }, options: where({ pending: true }) },
  { in: 'tokens', name: 'hash', key: { hash: 1 }, options: unique },
  { in: 'tokens', name: 'of_site', key: { siteId: 1 } },
  { in: 'tokens', name: 'pending', key: { pending: 1 }, options: where({ pending: true }) },
  { in: 'sessions', name: 'hash', key: { hash: 1 }, options: unique },
  { in: 'sessions', name: 'of_person', key: { personId: 1, ...newest } },
  { in: 'sessions', name: 'made', key: { createdAt: 1 } },
  { in: 'sessions', name: 'seen', key: { seenAt: 1 } },
  { in: 'subscriptions', name: 'of_comment', key: { commentId: 1 }, options: unique },
  { in: 'subscriptions', name: 'of_thread', key: { pageId: 1, scope: 1, state: 1, _id: 1 } },
  { in: 'subscriptions', name: 'of_address', key: { emailKey: 1, _id: -1 } },
  { in: 'subscriptions', name: 'of_site', key: { siteId: 1 } },
  { in: 'subscriptions', name: 'by_age', key: { state: 1, changedAt: 1 } },
  { in: 'jobs', name: 'id', key: { id: 1 } },
  { in: 'jobs', name: 'due', key: { failedAt: 1, runAt: 1, id: 1 } },
  { in: 'jobs', name: 'failed', key: { failedAt: -1, id: -1 }, options: where({ failedAt: { $type: 'number' } }) },
  { in: 'log', name: 'of_site', key: { siteId: 1, _id: -1 } },
  {
    in: 'log',
    name: 'of_comment',
    key: { 'detail.comment': 1, _id: 1 },
    options: where({ 'detail.comment': { $type: 'string' } }),
  },
  { in: 'logItems', name: 'of_entry', key: { entryId: 1, _id: 1 } },
  { in: 'logItems', name: 'of_comment', key: { commentId: 1, entryId: 1 } },
  { in: 'reports', name: 'of_comment', key: { commentId: 1, at: 1, _id: 1 } },
  { in: 'reports', name: 'pending', key: { pending: 1 }, options: where({ pending: true }) },
  { in: 'lessons', name: 'by_label', key: { siteId: 1, isSpam: 1, taughtAt: -1 } },
  { in: 'lessons', name: 'newest', key: { siteId: 1, taughtAt: -1 } },
  { in: 'blocks', name: 'keys', key: { siteId: 1, key: 1 }, options: unique },
  { in: 'blocks', name: 'of_site', key: { siteId: 1, _id: -1 } },
  { in: 'blocks', name: 'of_email', key: { siteId: 1, emailKey: 1 }, options: where({ emailKey: { $type: 'string' } }) },
  { in: 'blocks', name: 'ending', key: { until: 1 }, options: where({ until: { $type: 'number' } }) },
  { in: 'blocks', name: 'pending', key: { pending: 1 }, options: where({ pending: true }) },
  { in: 'gates', name: 'gates', key: { gates: 1 }, options: unique },
  { in: 'gates', name: 'left', key: { since: 1 }, options: { expireAfterSeconds: daySeconds } },
  { in: 'limits', name: 'over', key: { resetAt: 1 } },
  { in: 'gone', name: 'of_site', key: { siteId: 1 } },
];

/**
 * What indexes alone cannot bring about, one step a version. A step that has been released is never changed: a later one follows it.
 * Two processes that start at once may both take one, and a killed one leaves half of it: each must be safe to repeat.
 */
export const steps: readonly ((collections: Collections) => Promise<void>)[] = [secondFactorsOfPeople, firstSenders];

async function secondFactorsOfPeople({ people }: Collections): Promise<void> {
  await people.updateMany({ version: { $exists: false } }, { $set: { secondFactors: noSecondFactors, epoch: 0, version: 1 } });
}

async function firstSenders({ comments }: Collections): Promise<void> {
  const unnamed = { 'verdict.first.email': { $type: 'string' }, firstEmailKey: { $exists: false } } as object;
  await comments.updateMany(unnamed, [{ $set: { firstEmailKey: { $toLower: '$verdict.first.email' } } }]);
}
