import type { Comment } from '../../src/comments/comment.ts';
import { newComment } from '../../src/comments/new-comment.ts';
import { searchTermsOf } from '../../src/moderation/search.ts';
import { newPage } from '../../src/sites/page.ts';
import { pageKeyOf } from '../../src/sites/page-key.ts';
import { article } from './reader.ts';
import type { Running } from './running.ts';

export interface Planted {
  readonly text: string;
  readonly name?: string;
  /** Which of those before it is answered. */
  readonly answers?: number;
  readonly type?: Comment['type'];
  readonly source?: string;
  /** Minutes before the clock's time; else each a minute after the one before. */
  readonly ago?: number;
  /** Approved unless said. */
  readonly status?: Comment['status'];
  readonly email?: string;
  readonly website?: string | null;
  readonly address?: string | null;
  readonly userAgent?: string | null;
  readonly verdict?: Comment['verdict'];
}

const minute = 60_000;

/** Puts comments and linkbacks under a page through the store's port: faster than posting, and linkbacks without a blog. */
export async function plant(
  { service, clock }: Pick<Running, 'service' | 'clock'>,
  all: readonly Planted[],
  url = article,
): Promise<readonly string[]> {
  const site = await service.sites.bySlug('blog');
  const key = pageKeyOf(url, site.settings)?.key ?? '';
  const page = await service.store.pages.ensure(newPage({ id: service.newId(), siteId: site.id, url }), key);
  const made: Comment[] = [];
  for (const [index, planted] of all.entries()) {
    const at = clock.now() - (planted.ago ?? all.length - index) * minute;
    const name = planted.name ?? `Reader ${index + 1}`;
    const { text, email = 'reader@example.org', website = null, address = null, userAgent = null } = planted;
    const request = { site: 'blog', url, name, email, website, text };
    const visitor = { address, addressKnown: address !== null, userAgent, moderator: null };
    const parent = planted.answers === undefined ? null : (made[planted.answers] ?? null);
    const draft = newComment({ id: service.newId(), at, site, page, parent, request, visitor, idempotency: null });
    const source = planted.source ? { url: planted.source, title: name, excerpt: planted.text } : null;
    const { status = 'approved', type = 'comment', verdict = draft.verdict } = planted;
    const author = source ? { ...draft.author, email: null } : draft.author;
    const comment: Comment = { ...draft, author, status, type, source, verdict };
    const conditions = { unlessSaid: false, quiet: null, idempotentSince: 0 };
    const added = { comment, page, pageKey: null, conditions, terms: searchTermsOf(comment), jobs: [], log: null };
    const { outcome } = await service.store.comments.add(added);
    if (outcome !== 'added') throw new Error(outcome);
    made.push(comment);
  }
  return made.map(({ id }) => id);
}
