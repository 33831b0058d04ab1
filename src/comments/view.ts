import type { Keys } from '../keys.ts';
import type { Site } from '../sites/site.ts';
import type { AuthorView, CommentView } from '../wire/thread.ts';
import { avatarHash } from './avatar-hash.ts';
import type { Author, StoredComment } from './comment.ts';
import { htmlOf } from './html-of.ts';

export interface ViewNeeds {
  readonly keys: Keys;
  readonly publicUrl: string;
}

/** What a stranger may see: no email and nothing made of it, no address, no reason of a verdict. */
export function viewOf(needs: ViewNeeds, site: Pick<Site, 'id'>, comment: StoredComment): CommentView {
  const approved = comment.status === 'approved';
  const withheld = comment.status === 'trash' || comment.status === 'deleted';
  return withheld ? tombstone(comment) : { ...content(needs, site, comment), status: approved ? 'approved' : 'pending' };
}

/** The same in a thread, where what waits shows as little as what was removed. */
export function shownViewOf(needs: ViewNeeds, site: Pick<Site, 'id'>, comment: StoredComment): CommentView {
  return comment.status === 'approved' ? viewOf(needs, site, comment) : tombstone(comment);
}

export function authorView(needs: ViewNeeds, site: Pick<Site, 'id'>, author: Author): AuthorView {
  return {
    name: author.name,
    url: author.website,
    avatar: `${needs.publicUrl}/avatar/${avatarHash(needs.keys, site.id, author.name)}.svg`,
    moderator: author.moderator,
  };
}

export function iso(at: number): string;
export function iso(at: number | null): string | null;
export function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function content(needs: ViewNeeds, site: Pick<Site, 'id'>, comment: StoredComment): Omit<CommentView, 'status'> {
  return {
    id: comment.id,
    type: comment.type,
    parent: comment.parent,
    author: authorView(needs, site, comment.author),
    html: htmlOf(comment),
    date: iso(comment.createdAt),
    edited: iso(comment.editedAt),
    source: comment.source?.url ?? null,
    replies: [],
    moreReplies: null,
  };
}

function tombstone(comment: StoredComment): CommentView {
  return {
    id: comment.id,
    type: comment.type,
    parent: comment.parent,
    status: 'removed',
    author: null,
    html: null,
    date: iso(comment.createdAt),
    edited: null,
    source: null,
    replies: [],
    moreReplies: null,
  };
}
