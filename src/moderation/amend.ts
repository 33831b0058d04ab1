import { renderBody, rendererVersion } from '../comments/body.ts';
import type { Comment, StoredComment } from '../comments/comment.ts';
import { type Moderator, requireMay } from '../moderators/may.ts';
import { refuse } from '../refusal.ts';
import { relearning } from '../spam/learning-jobs.ts';
import type { Store } from '../storage/store.ts';
import type { ModeratorEditRequest } from '../wire/moderation.ts';
import { entryOf } from './log-entry.ts';
import { searchTermsOf } from './search.ts';
import type { Submitted } from './verdict.ts';

export interface AmendNeeds {
  readonly store: { readonly comments: Pick<Store['comments'], 'byId' | 'revise'> };
  readonly now: () => number;
  readonly newId: () => string;
}

/** A moderator's edit of the text or the author's fields. It is not screened, and its status stays. */
export async function amendComment(
  needs: AmendNeeds,
  moderator: Moderator,
  edit: ModeratorEditRequest & { readonly id: string },
): Promise<StoredComment> {
  const comment = (await needs.store.comments.byId(edit.id)) ?? refuse('unknown-comment');
  requireMay(moderator, 'moderate', comment.siteId);
  if (comment.status === 'deleted') refuse('unknown-comment');
  if (edit.version !== undefined && edit.version !== comment.version) refuse('stale');
  const verdict = { ...comment.verdict, first: comment.verdict.first ?? submittedBy(comment) };
  const amended = { ...withText(comment, edit.text, needs.now()), author: authorAfter(comment, edit), verdict };
  const stored = await needs.store.comments.revise({
    comment: amended,
    version: comment.version,
    terms: searchTermsOf(amended),
    jobs: [relearning(needs, comment)],
    log: entryOf(needs, moderator, {
      siteId: comment.siteId,
      act: 'edit',
      note: null,
      detail: { comment: comment.id, fields: fieldsOf(edit) },
    }),
  });
  return stored === 'stale' ? refuse('stale') : stored;
}

function submittedBy({ author: { name, email, website }, text }: Comment): Submitted {
  return { name, email, website, text };
}

function withText(comment: Comment, text: string | undefined, at: number): Comment {
  if (text === undefined) return comment;
  // In the format it came in: what was imported as HTML is shown as HTML to who edits it.
  return { ...comment, text, html: renderBody(text, comment.format), renderer: rendererVersion, editedAt: at };
}

function authorAfter({ author }: Comment, edit: ModeratorEditRequest): Comment['author'] {
  return {
    ...author,
    name: edit.authorName ?? author.name,
    email: edit.authorEmail === undefined ? author.email : edit.authorEmail,
    website: edit.authorUrl === undefined ? author.website : edit.authorUrl || null,
  };
}

function fieldsOf(edit: ModeratorEditRequest): string {
  return (['text', 'authorName', 'authorEmail', 'authorUrl'] as const).filter((field) => edit[field] !== undefined).join(' ');
}
