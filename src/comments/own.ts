import type { Keys } from '../keys.ts';
import { refuse } from '../refusal.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import type { StoredComment } from './comment.ts';
import { holdsEditToken } from './edit-token.ts';

export interface OwnNeeds {
  readonly store: { readonly comments: Pick<Store['comments'], 'byId'> };
  readonly sites: Pick<SiteBook, 'byId'>;
  readonly keys: Keys;
  readonly now: () => number;
}

/** A comment with its site, as its own author may see and change it. */
export interface Own {
  readonly comment: StoredComment;
  readonly site: Site;
}

/**
 * The comment whose edit token this is.
 * @throws Refusal `unknown-comment`, `unauthenticated` for a wrong or missing token, one and the same for any other flaw
 */
export async function ownComment(needs: OwnNeeds, id: string, token: string | null): Promise<Own> {
  const comment = await needs.store.comments.byId(id);
  const site = comment && (await needs.sites.byId(comment.siteId));
  if (!comment || !site || comment.status === 'deleted') return refuse('unknown-comment');
  return token !== null && holdsEditToken(needs.keys, comment, { token, now: needs.now() })
    ? { comment, site }
    : refuse('unauthenticated');
}

/** When its author's window closes, milliseconds. */
export function editUntil({ comment, site }: Own): number {
  return comment.createdAt + site.settings.editMinutes * 60_000;
}

export function requireOpenWindow(own: Own, now: number): void {
  if (now >= editUntil(own) || own.comment.status === 'trash') refuse('edit-window-over');
}
