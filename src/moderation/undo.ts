import type { StoredComment } from '../comments/comment.ts';
import { type Moderator, may } from '../moderators/may.ts';
import { refuse, refuseField } from '../refusal.ts';
import { learning } from '../spam/learning-jobs.ts';
import type { Decision, Store } from '../storage/store.ts';
import type { DecisionAnswer } from '../wire/moderation.ts';
import { type AmendNeeds, replaceWords } from './amend.ts';
import { changesSince } from './changes-since.ts';
import { answerOf } from './decide.ts';
import type { LogEntry, LogItem } from './log.ts';
import { entryOf } from './log-entry.ts';
import { type Histories, versionsLike } from './versions-like.ts';

export interface UndoNeeds extends AmendNeeds {
  readonly store: {
    readonly comments: Pick<Store['comments'], 'byId' | 'byIds' | 'revise'>;
    readonly queue: Pick<Store['queue'], 'decide' | 'entry' | 'history'>;
  };
}

type Logged = NonNullable<Awaited<ReturnType<Store['queue']['entry']>>>;

/**
 * Takes back an entry of the log: what was decided goes to where it was, what was edited says what it said, a reply goes to the trash and
 * what it approved waits again. What changed since stays as it is; changes that were themselves taken back are none.
 * @throws Refusal `stale` with what changed, where nothing of it can be taken back any more
 */
export async function undo(needs: UndoNeeds, moderator: Moderator, entryId: string): Promise<DecisionAnswer> {
  const logged = await needs.store.queue.entry(entryId);
  const siteId = logged?.entry.siteId ?? null;
  if (!logged || siteId === null || !may(moderator, 'moderate', siteId)) return refuse('not-found');
  const { entry } = logged;
  if (logged.items.length > 0) return takeBack(needs, moderator, { entry, items: logged.items });
  if (entry.act === 'reply') return takeBack(needs, moderator, { entry, items: await itemsOfReply(needs, entry) });
  if (typeof entry.detail['fields'] === 'string') return restoreWords(needs, moderator, entry);
  return refuseField('id', 'not-undoable', 'Only decisions, edits and replies can be taken back.');
}

/** A reply is an entry without items: nothing changed but that it came, and with it perhaps the approval of what it answers. */
async function itemsOfReply({ store }: UndoNeeds, { detail }: LogEntry): Promise<readonly LogItem[]> {
  const approval = typeof detail['approval'] === 'string' ? await store.queue.entry(detail['approval']) : null;
  const reply: LogItem = { commentId: String(detail['comment']), from: 'trash', to: 'approved', version: 1 };
  return [reply, ...(approval?.items ?? [])];
}

async function takeBack(needs: UndoNeeds, moderator: Moderator, { entry: undone, items }: Logged): Promise<DecisionAnswer> {
  const { approval } = undone.detail;
  const more = undone.act === 'reply' && approval !== undefined ? { approval } : {};
  const entry = undoOf(needs, moderator, { undone, more });
  const back = await itemsBack(needs, items);
  const decided = await needs.store.queue.decide({ entry, items: back, also: [learning(needs, entry.id)] });
  const stale = items.filter(({ commentId }) => decided.stale.includes(commentId));
  const errors = stale.length > 0 ? await changesSince(needs, undone, stale) : [];
  if (decided.changed.length === 0) refuse('stale', { errors });
  return { ...answerOf(decided, entry.id, []), since: errors.map(({ field: id, message: text }) => ({ id, text })) };
}

async function itemsBack({ store }: UndoNeeds, items: readonly LogItem[]): Promise<Decision['items']> {
  const ids = items.map(({ commentId }) => commentId);
  const comments = new Map((await store.comments.byIds(ids)).map((comment) => [comment.id, comment]));
  const moved = items.filter(({ commentId, version }) => comments.get(commentId)?.version !== version);
  const histories = await store.queue.history(moved.map(({ commentId }) => commentId));
  return items.map(({ commentId: id, version, from: to }) => ({
    id,
    to,
    version: standing(comments.get(id), version, histories),
  }));
}

/** The version that a comment has now if it is as it was in the one named; else that one, which is past. */
function standing(comment: StoredComment | undefined, version: number, histories: Histories): number {
  return comment && versionsLike(comment, histories).includes(version) ? comment.version : version;
}

async function restoreWords(needs: UndoNeeds, moderator: Moderator, undone: LogEntry): Promise<DecisionAnswer> {
  const id = String(undone.detail['comment']);
  const comment = await needs.store.comments.byId(id);
  const former = comment?.former?.entry === undone.id ? comment.former : null;
  const item = { commentId: id, version: former?.version ?? 0 };
  const histories = await needs.store.queue.history([id]);
  if (!comment || !former || !versionsLike(comment, histories).includes(former.version))
    return refuse('stale', { errors: await changesSince(needs, undone, [item]) });
  const more = { comment: id, fields: undone.detail['fields'] ?? '', version: comment.version + 1 };
  const entry = undoOf(needs, moderator, { undone, more });
  const stored = await replaceWords(needs, comment, { words: former, entry, as: former.version - 1 });
  if (stored === 'stale') return refuse('stale', { errors: await changesSince(needs, undone, [item]) });
  const { status, version } = stored;
  return { changed: 1, stale: [], undo: entry.id, after: [{ id, status, version }], since: [], alike: [] };
}

interface Undoing {
  readonly undone: LogEntry;
  readonly more: LogEntry['detail'];
}

function undoOf(needs: UndoNeeds, moderator: Moderator, { undone: { id, siteId }, more }: Undoing): LogEntry {
  return entryOf(needs, moderator, { siteId, act: 'undo', note: null, detail: { undoes: id, ...more } });
}
