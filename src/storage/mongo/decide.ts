import type { LogItem } from '../../moderation/log.ts';
import type { Decided, Decision } from '../store.ts';
import { steadily } from './away.ts';
import { type CommentChange, changeComments, findRows, wiping } from './change-comment.ts';
import type { Mongo } from './database.ts';
import { insertMissing } from './insert.ts';
import type { CommentRow, IntentRow } from './rows.ts';
import { addJobs } from './settle.ts';

/**
 * Moves comments to where they shall be, each by an atomic change of its own that carries the log entry with it. A decision on several
 * is written down first, so that whoever finds it half done does the rest.
 */
export async function decide(mongo: Mongo, decision: Decision): Promise<Decided> {
  if (decision.items.length === 1) return collected(decision.items, await decideAll(mongo, decision, decision.items));
  const intent: IntentRow = { _id: decision.entry.id, ...decision };
  await insertMissing(mongo.intents, [intent]);
  return carryOut(mongo, intent);
}

/** Does what of it is not done yet, and answers what all of it changed. */
export async function carryOut(mongo: Mongo, intent: IntentRow): Promise<Decided> {
  const outcomes = new Map<string, Outcome>();
  const decideNext = async (items: IntentRow['items']) => {
    const decided = await decideAll(mongo, { ...intent, also: [] }, items);
    for (const [id, outcome] of decided) outcomes.set(id, outcome);
    return decided;
  };
  for (const ofPage of await hintingAt(mongo, intent.items))
    for (const item of ofPage) if (typeof (await decideNext([item])).get(item.id) !== 'string') break;
  const others = intent.items.filter(({ id }) => !outcomes.has(id));
  const batches = Array.from({ length: Math.ceil(others.length / together) }, (_, at) =>
    others.slice(at * together, (at + 1) * together),
  );
  const decideInTurn = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) await decideNext(batch);
  };
  await Promise.all(Array.from({ length: atOnce }, decideInTurn));
  const decided = collected(intent.items, outcomes);
  if (decided.changed.length > 0) await addJobs(mongo, [{ jobs: intent.also }]);
  await steadily(() => mongo.intents.deleteOne({ _id: intent._id }));
  return decided;
}

/** Comments, of 64 KB at most, that are read and changed in the same commands. */
const together = 250;
/** So many such batches, so that the server changes one while it waits for the disk of another, or for us. */
const atOnce = 2;

/**
 * Those that would give its title to a page without one, by page: several are decided on at a time, and of their hints the first in the
 * order of the decision shall win.
 */
async function hintingAt({ comments, pages }: Mongo, items: IntentRow['items']): Promise<readonly IntentRow['items'][]> {
  const approved = items.filter(({ to }) => to === 'approved');
  if (approved.length === 0) return [];
  const hinting = { _id: { $in: approved.map(({ id }) => id) }, titleHint: { $type: 'string' } } as object;
  const rows = await steadily(() => comments.find(hinting, { projection: { pageId: 1 } }).toArray());
  const untitled = { _id: { $in: [...new Set(rows.map(({ pageId }) => pageId))] }, title: null };
  const found = await steadily(() => pages.find(untitled, { projection: { _id: 1 } }).toArray());
  return found.map(({ _id }) => {
    const ofPage = new Set(rows.filter(({ pageId }) => pageId === _id).map((row) => row._id));
    return approved.filter(({ id }) => ofPage.has(id));
  });
}

type Outcome = LogItem | 'stale' | 'same';
type Outcomes = ReadonlyMap<string, Outcome>;

function collected(items: Decision['items'], outcomes: Outcomes): Decided {
  const all = items.map(({ id }) => [id, outcomes.get(id) ?? 'stale'] as const);
  return {
    changed: all.flatMap(([, outcome]) => (typeof outcome === 'string' ? [] : [outcome])),
    stale: all.flatMap(([id, outcome]) => (outcome === 'stale' ? [id] : [])),
  };
}

/** Each is changed as it was read, or read once more. */
async function decideAll(mongo: Mongo, decision: Omit<Decision, 'items'>, items: Decision['items']): Promise<Outcomes> {
  const outcomes = new Map<string, Outcome>();
  for (let left = items; left.length > 0; left = left.filter(({ id }) => !outcomes.has(id))) {
    const found = await findRows(
      mongo,
      left.map(({ id }) => id),
    );
    const rows = new Map(found.map((row) => [row._id, row]));
    // The comments are read first: what has left their outboxes stands in the log by then.
    const done = await doneBefore(mongo, found, decision.entry.id);
    const wanted: { readonly item: LogItem; readonly change: CommentChange }[] = [];
    for (const item of left) {
      const before = rows.get(item.id);
      const known = done.get(item.id) ?? (before ? standing(before, item) : 'stale');
      if (known !== null) outcomes.set(item.id, known);
      else if (before) wanted.push(changeOf(decision, before, item));
    }
    const changed = await changeComments(
      mongo,
      wanted.map(({ change }) => change),
    );
    for (const { item } of wanted) if (changed.has(item.commentId)) outcomes.set(item.commentId, item);
  }
  return outcomes;
}

function standing({ status, version }: CommentRow, item: Decision['items'][number]): 'stale' | 'same' | null {
  if (status === 'deleted' || (item.version !== null && version !== item.version)) return 'stale';
  return status === item.to ? 'same' : null;
}

function changeOf({ entry, also }: Omit<Decision, 'items'>, before: CommentRow, { id, to }: Decision['items'][number]) {
  const item = { commentId: id, from: before.status, to, version: before.version + 1 };
  const carried = { log: entry, item: { ...item, entryId: entry.id }, jobs: also };
  const change =
    to === 'deleted'
      ? wiping(before, { ...carried, forgets: { siteId: before.siteId, commentId: id } })
      : { before, status: to, set: {}, also: carried };
  return { item, change };
}

/** What this entry did to these comments, where another who carried it out was quicker. */
async function doneBefore(
  { logItems }: Mongo,
  rows: readonly CommentRow[],
  entryId: string,
): Promise<ReadonlyMap<string, LogItem>> {
  const waiting = rows.flatMap(({ outbox }) => outbox.flatMap(({ item }) => (item?.entryId === entryId ? [item] : [])));
  const ids = rows.map(({ _id }) => `${entryId}:${_id}`);
  const logged = await steadily(() => logItems.find({ _id: { $in: ids } }).toArray());
  return new Map(
    [...logged, ...waiting].map(({ commentId, from, to, version }) => [commentId, { commentId, from, to, version }]),
  );
}
