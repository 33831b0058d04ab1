import type { LogItem } from '../../moderation/log.ts';
import type { Decided, Decision } from '../store.ts';
import { steadily } from './away.ts';
import { changeComment, findRow, wipe } from './change-comment.ts';
import type { Mongo } from './database.ts';
import { inHands } from './expire.ts';
import { insertMissing } from './insert.ts';
import type { CommentRow, IntentRow } from './rows.ts';
import { addJobs } from './settle.ts';

/**
 * Moves comments to where they shall be, each by an atomic change of its own that carries the log entry with it. A decision on several
 * is written down first, so that whoever finds it half done does the rest.
 */
export async function decide(mongo: Mongo, decision: Decision): Promise<Decided> {
  const [only] = decision.items;
  if (only && decision.items.length === 1) return collected([[only.id, await decideOne(mongo, decision, only)]]);
  const intent: IntentRow = { _id: decision.entry.id, ...decision };
  await insertMissing(mongo.intents, [intent]);
  return carryOut(mongo, intent);
}

/** Does what of it is not done yet, and answers what all of it changed. */
export async function carryOut(mongo: Mongo, intent: IntentRow): Promise<Decided> {
  const outcomes = new Map<string, Outcome>();
  const decideNext = async (item: IntentRow['items'][number]): Promise<Outcome> => {
    const outcome = await decideOne(mongo, { ...intent, also: [] }, item);
    outcomes.set(item.id, outcome);
    return outcome;
  };
  for (const ofPage of await hintingAt(mongo, intent.items))
    for (const item of ofPage) if (typeof (await decideNext(item)) !== 'string') break;
  await inHands(
    intent.items.filter(({ id }) => !outcomes.has(id)),
    decideNext,
  );
  const decided = collected(intent.items.map(({ id }) => [id, outcomes.get(id) ?? 'stale']));
  if (decided.changed.length > 0) await addJobs(mongo, [{ jobs: intent.also }]);
  await steadily(() => mongo.intents.deleteOne({ _id: intent._id }));
  return decided;
}

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

function collected(outcomes: readonly (readonly [string, Outcome])[]): Decided {
  return {
    changed: outcomes.flatMap(([, outcome]) => (typeof outcome === 'string' ? [] : [outcome])),
    stale: outcomes.flatMap(([id, outcome]) => (outcome === 'stale' ? [id] : [])),
  };
}

async function decideOne(mongo: Mongo, { entry, also }: Decision, item: Decision['items'][number]): Promise<Outcome> {
  for (;;) {
    const before = await findRow(mongo, item.id);
    if (!before) return 'stale';
    // The comment is read first: what has left its outbox stands in the log by then.
    const done = await doneBefore(mongo, before, entry.id);
    if (done) return done;
    if (before.status === 'deleted' || (item.version !== null && before.version !== item.version)) return 'stale';
    if (before.status === item.to) return 'same';
    const change = { commentId: item.id, from: before.status, to: item.to, version: before.version + 1 };
    const carried = { log: entry, item: { ...change, entryId: entry.id }, jobs: also };
    const after =
      item.to === 'deleted'
        ? await wipe(mongo, before, { ...carried, forgets: { siteId: before.siteId, commentId: item.id } })
        : await changeComment(mongo, { before, status: item.to, set: {}, also: carried });
    if (after) return change;
  }
}

/** What this entry did to the comment, where another who carried it out was quicker. */
async function doneBefore({ logItems }: Mongo, { _id, outbox }: CommentRow, entryId: string): Promise<LogItem | null> {
  const item =
    outbox.find((op) => op.item?.entryId === entryId)?.item ??
    (await steadily(() => logItems.findOne({ _id: `${entryId}:${_id}` })));
  return item ? { commentId: item.commentId, from: item.from, to: item.to, version: item.version } : null;
}
