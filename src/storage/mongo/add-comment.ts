import type { Comment, StoredComment } from '../../comments/comment.ts';
import type { Page } from '../../sites/page.ts';
import { emailKeyOf, hashOfText, sourceHostOf, sourceKeyOf } from '../compared.ts';
import { type Added, type Arrival, StoreAway } from '../store.ts';
import { steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { breakGates, gatesOf, leaveGates, takeGates } from './gates.ts';
import { insertMissing, requireFits } from './insert.ts';
import { lookForAll } from './look.ts';
import { belonging, carrying, type Op } from './outbox.ts';
import { ensurePage, type NamedPage, pagesNamed, standingPage } from './pages.ts';
import { rehome } from './rehome.ts';
import type { CommentRow } from './rows.ts';
import { createQueueing, type Later } from './together.ts';

/** An arrival that waits for its turn, how often it met a closed gate, and its page once that stands. */
interface Coming {
  arrival: Arrival;
  refused: number;
  isHomed: boolean;
}

/** After so many tries, a good two seconds, whoever holds the gate counts as dead. */
const patience = 100;

/** Adds comments, those that come at the same time in the same few writes, each answered when it is safe. */
export function createAdding(mongo: Mongo): (arrival: Arrival) => Promise<Added> {
  const together = createQueueing<Coming, Added>((coming) => addSome(mongo, coming));
  return async (arrival) => {
    requireFits(arrival.comment);
    return together({ arrival, refused: 0, isHomed: false });
  };
}

type Answers = Map<Coming, Added | Error>;

/** Who is free to come is stored; who met a closed gate has no answer yet. */
async function addSome(mongo: Mongo, coming: readonly Coming[]): Promise<readonly (Added | Error | Later)[]> {
  const answers: Answers = new Map();
  await bringHome(mongo, coming);
  await lookFor(
    mongo,
    coming.filter(({ refused }) => refused > 0),
    answers,
  );
  const first = firstAtEachGate(coming.filter((one) => !answers.has(one)));
  const { passed, inTheWay } = await takeGates(
    mongo,
    first.map(({ arrival }) => ({ comment: arrival.comment, gates: gatesOf(arrival) })),
  );
  const free = first.filter(({ arrival }) => passed.has(arrival.comment.id));
  const leave = leaving(mongo, free);
  try {
    // Somebody may have made the page before we held the gates.
    await bringHome(mongo, free);
    await lookFor(mongo, free, answers);
    await store(mongo, { coming: free.filter((one) => !answers.has(one)), leave }, answers);
  } finally {
    await leave();
  }
  const late = coming.filter((one) => !answers.has(one));
  for (const one of late) one.refused += 1;
  if (late.some(({ refused }) => refused % patience === 0)) for (const holder of inTheWay) await breakGates(mongo, holder);
  return coming.map((one) => answers.get(one) ?? { laterMs: one.refused > 1 ? pauseAtGateMs : 0 });
}

const pauseAtGateMs = 20;

/** Takes the gates of these away, once. One that stays closed is opened by who waits at it. */
function leaving(mongo: Mongo, free: readonly Coming[]): () => Promise<void> {
  const holders = free.filter(({ arrival }) => gatesOf(arrival).length > 0).map(({ arrival }) => arrival.comment.id);
  let left: Promise<void> | null = null;
  return () => {
    left ??= leaveGates(mongo, holders).catch(() => undefined);
    return left;
  };
}

/** Finds the page of each, where one stands: those of one site in one question. */
async function bringHome(mongo: Mongo, coming: readonly Coming[]): Promise<void> {
  const homeless = coming.filter(({ isHomed }) => !isHomed);
  const byKey: (NamedPage & { readonly one: Coming })[] = [];
  const byId = new Map<string, Coming[]>();
  for (const one of homeless) {
    const { page, pageKey: key } = one.arrival;
    if (key === null) byId.set(page.id, [...(byId.get(page.id) ?? []), one]);
    else byKey.push({ siteId: page.siteId, key, one });
  }
  const [named] = await Promise.all([
    pagesNamed(mongo, byKey),
    Promise.all(
      [...byId].map(async ([id, some]) => {
        const page = await standingPage(mongo, id);
        for (const one of some) settleIn(one, page);
      }),
    ),
  ]);
  for (const [at, { one }] of byKey.entries()) settleIn(one, named[at] ?? null);
}

function settleIn(one: Coming, page: Page | null): void {
  if (!page) return;
  one.arrival = { ...one.arrival, page, comment: { ...one.arrival.comment, pageId: page.id } };
  one.isHomed = true;
}

/** Makes the page of each that has none. */
async function makeHomes(mongo: Mongo, coming: readonly Coming[]): Promise<void> {
  for (const one of coming) {
    const { page, pageKey } = one.arrival;
    if (!one.isHomed && pageKey !== null) settleIn(one, await ensurePage(mongo, page, pageKey));
  }
}

async function lookFor(mongo: Mongo, coming: readonly Coming[], answers: Answers): Promise<void> {
  const found = await lookForAll(
    mongo,
    coming.map(({ arrival }) => arrival),
  );
  for (const [at, one] of coming.entries()) if (found[at]) answers.set(one, found[at]);
}

/** Of those who want the same gate, the first; the others will see what it has stored. */
function firstAtEachGate(coming: readonly Coming[]): Coming[] {
  const held = new Set<string>();
  return coming.filter(({ arrival }) => {
    const gates = gatesOf(arrival);
    const isFree = gates.every((gate) => !held.has(gate));
    if (isFree) for (const gate of gates) held.add(gate);
    return isFree;
  });
}

interface Storing {
  readonly coming: readonly Coming[];
  /** To be called when whoever looks would see them. */
  readonly leave: () => Promise<void>;
}

async function store(mongo: Mongo, { coming, leave }: Storing, answers: Answers): Promise<void> {
  if (coming.length === 0) return;
  await makeHomes(mongo, coming);
  const made = coming.map((one) => ({ one, comment: one.arrival.comment, op: opOf(mongo, one.arrival) }));
  const rows = made.map(({ one, op }) => ({ ...rowOf(one.arrival, mongo.now()), ...carrying(op) }));
  const there = await insertMissing(mongo.comments, rows);
  const revoked = await revokedOf(
    mongo,
    made.filter((_, at) => there.has(at)).map(({ comment }) => comment.id),
  );
  const orphans = await orphansOf(
    mongo,
    made.map(({ comment }) => comment).filter(({ id }) => !revoked.includes(id)),
  );
  const stored = made.filter(({ comment: { id } }) => !revoked.includes(id) && !orphans.includes(id));
  await Promise.all([
    leave(),
    followMerges(
      mongo,
      stored.map(({ comment }) => comment.pageId),
    ),
    mongo.settle(stored.map(({ comment, op }) => ({ in: 'comments', of: comment.id, op }))),
  ]);
  for (const { one, comment } of made) {
    if (revoked.includes(comment.id)) answers.set(one, new StoreAway('The store took too long to take the comment.'));
    else if (orphans.includes(comment.id)) answers.set(one, { outcome: 'parent-gone' });
    else answers.set(one, { outcome: 'added', comment: storedOf(comment) });
  }
}

const storedOf = (comment: Comment): StoredComment => ({ ...comment, children: 0, below: 0, reports: 0 });

/** Of those that were there before the insert: ours, from a try whose answer was lost, or a place that somebody else has taken. */
async function revokedOf({ comments }: Mongo, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await steadily(() => comments.find({ _id: { $in: [...ids] } }, { projection: { ops: 1 } }).toArray());
  const ours = new Set(rows.filter((row) => row.ops !== undefined).map((row) => row._id));
  return ids.filter((id) => !ours.has(id));
}

/** A parent may have been buried since we looked. Whoever buries looks for children after saying so, and we look after storing one. */
async function orphansOf(mongo: Mongo, comments: readonly Comment[]): Promise<string[]> {
  const parents = [...new Set(comments.flatMap(({ parent }) => (parent === null ? [] : [parent])))];
  if (parents.length === 0) return [];
  const rows = await steadily(() => mongo.comments.find({ _id: { $in: parents } }, { projection: { buried: 1 } }).toArray());
  const there = new Set(rows.filter((row) => !('buried' in row)).map((row) => row._id));
  const orphans = comments.filter(({ parent }) => parent !== null && !there.has(parent)).map(({ id }) => id);
  if (orphans.length > 0) await steadily(() => mongo.comments.deleteMany({ _id: { $in: orphans } }));
  return orphans;
}

/** A page may have been merged since we found it, and all its comments brought over before ours came. */
async function followMerges(mongo: Mongo, pageIds: readonly string[]): Promise<void> {
  const filter = { _id: { $in: [...new Set(pageIds)] }, mergedInto: { $type: 'string' } } as object;
  const merged = await steadily(() => mongo.pages.find(filter, { projection: { _id: 1 } }).toArray());
  for (const { _id } of merged) while ((await rehome(mongo, String(_id), 100)) > 0);
}

function opOf(mongo: Mongo, { comment, page, jobs, log }: Arrival): Op {
  const { id, siteId, pageId, parent, lineage, status, titleHint, createdAt } = comment;
  const isApproved = status === 'approved';
  const root = lineage[0];
  const isFirst = page.firstAt === null || page.firstAt > createdAt;
  const share = { pageId, count: isApproved ? 1 : 0, isSeen: isApproved, title: isApproved ? titleHint : null };
  return {
    ...belonging(mongo.newOp(), { jobs, log }),
    tally: { siteId, from: null, to: status },
    pages: isApproved || isFirst ? [{ ...share, firstAt: isFirst ? createdAt : null }] : [],
    above: isApproved && parent !== null && root !== undefined ? { parent, root, by: 1 } : null,
    changes: isApproved ? [{ kind: 'comment', siteId, pageId, commentId: id }] : [],
  };
}

/** As it is stored once all that belongs to its arrival is done. */
export function rowOf(
  { comment, terms }: Pick<Arrival, 'comment' | 'terms'>,
  now: number,
): Omit<CommentRow, keyof ReturnType<typeof carrying>> {
  const { id, ...fields } = comment;
  return {
    _id: id,
    ...fields,
    root: comment.lineage[0] ?? null,
    statusAt: comment.createdAt,
    shown: comment.status === 'approved',
    children: 0,
    below: 0,
    reports: 0,
    emailKey: emailKeyOf(comment.author.email),
    textHash: hashOfText(comment.text),
    sourceKey: sourceKeyOf(comment.source),
    sourceHost: sourceHostOf(comment.source),
    firstEmailKey: emailKeyOf(comment.verdict.first?.email ?? null),
    formerEmailKey: emailKeyOf(comment.former?.email ?? null),
    addressShort: false,
    terms,
    changedAt: now,
    applied: [],
  };
}
