import { renderBody, rendererVersion } from '../comments/body.ts';
import type { Comment, Former, StoredComment } from '../comments/comment.ts';
import { type Moderator, requireMay } from '../moderators/may.ts';
import { refuse } from '../refusal.ts';
import { relearning } from '../spam/learning-jobs.ts';
import type { Store } from '../storage/store.ts';
import type { ModeratorEditRequest } from '../wire/moderation.ts';
import type { LogEntry } from './log.ts';
import { entryOf } from './log-entry.ts';
import { searchTermsOf } from './search.ts';
import type { Submitted, Verdict } from './verdict.ts';

export interface AmendNeeds {
  readonly store: { readonly comments: Pick<Store['comments'], 'byId' | 'revise'> };
  readonly now: () => number;
  readonly newId: () => string;
}

export interface Amended {
  readonly comment: StoredComment;
  /** The entry of the log by which it can be taken back. */
  readonly undo: string;
}

/** A moderator's edit of the text or the author's fields. It is not screened, and its status stays. */
export async function amendComment(
  needs: AmendNeeds,
  moderator: Moderator,
  edit: ModeratorEditRequest & { readonly id: string },
): Promise<Amended> {
  const comment = (await needs.store.comments.byId(edit.id)) ?? refuse('unknown-comment');
  requireMay(moderator, 'moderate', comment.siteId);
  if (comment.status === 'deleted') refuse('unknown-comment');
  if (edit.version !== undefined && edit.version !== comment.version) refuse('stale');
  const detail = { comment: comment.id, fields: fieldsOf(edit), version: comment.version + 1 };
  const entry = entryOf(needs, moderator, { siteId: comment.siteId, act: 'edit', note: null, detail });
  const editedAt = edit.text === undefined ? comment.editedAt : entry.at;
  const stored = await replaceWords(needs, comment, { words: { ...wordsAfter(comment, edit), editedAt }, entry });
  return stored === 'stale' ? refuse('stale') : { comment: stored, undo: entry.id };
}

export type Words = Submitted & Pick<Comment, 'editedAt'>;

interface Replacement {
  readonly words: Words;
  readonly entry: LogEntry;
  /** The version that these words bring back. */
  readonly as?: number;
}

/** Puts other words in the place of a comment's, which are kept so that this can be taken back. */
export function replaceWords(
  needs: AmendNeeds,
  comment: StoredComment,
  { words, entry, ...as }: Replacement,
): Promise<StoredComment | 'stale'> {
  const { name, email, website, text, editedAt } = words;
  const version = comment.version + 1;
  const amended: Comment = {
    // In the format it came in: what was imported as HTML is shown as HTML to who edits it.
    ...(text === comment.text
      ? comment
      : { ...comment, text, html: renderBody(text, comment.format), renderer: rendererVersion }),
    ...{ editedAt, author: { ...comment.author, name, email, website }, verdict: verdictOn(comment, words) },
    former: { ...wordsOf(comment), editedAt: comment.editedAt, entry: entry.id, version, at: entry.at, ...as } satisfies Former,
  };
  return needs.store.comments.revise({
    comment: amended,
    version: comment.version,
    terms: searchTermsOf(amended),
    jobs: [relearning(needs, comment)],
    log: entry,
  });
}

/** It remembers what was judged for as long as the comment says something else. */
function verdictOn(comment: Comment, { name, email, website, text }: Submitted): Verdict {
  const { first = wordsOf(comment), ...verdict } = comment.verdict;
  const isFirst = name === first.name && email === first.email && website === first.website && text === first.text;
  return isFirst ? verdict : { ...verdict, first };
}

function wordsOf({ author: { name, email, website }, text }: Comment): Submitted {
  return { name, email, website, text };
}

function wordsAfter({ author, text }: Comment, edit: ModeratorEditRequest): Submitted {
  return {
    name: edit.authorName ?? author.name,
    email: edit.authorEmail === undefined ? author.email : edit.authorEmail,
    website: edit.authorUrl === undefined ? author.website : edit.authorUrl || null,
    text: edit.text ?? text,
  };
}

function fieldsOf(edit: ModeratorEditRequest): string {
  return (['text', 'authorName', 'authorEmail', 'authorUrl'] as const).filter((field) => edit[field] !== undefined).join(' ');
}
