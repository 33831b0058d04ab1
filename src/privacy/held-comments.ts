import type { StoredComment } from '../comments/comment.ts';
import { iso } from '../comments/view.ts';
import { decodeCursor, encodeCursor } from '../storage/cursor.ts';
import { eraseBySite, type Holding, type HoldingNeeds, readBySite } from './holding.ts';

/** What somebody wrote, with all that is kept beside it. */
export const heldComments: Holding = {
  name: 'comments',
  read: readBySite(async (needs, { email, site }, { after, limit }) => {
    const place = after === null ? null : decodeCursor(after);
    const found = await needs.store.authors.comments({ siteId: site.id, email }, place, limit + 1);
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const items = await told(needs, shown, site.slug);
    return { items, next: found.length > limit && last ? encodeCursor({ ...last, side: 'after' }) : null };
  }),
  erase: eraseBySite(async ({ store }, { email, site }, limit) => ({
    ...(await store.authors.erase({ siteId: site.id, email }, limit)),
  })),
};

async function told({ store }: HoldingNeeds, comments: readonly StoredComment[], site: string) {
  const ids = comments.map(({ id }) => id);
  const [histories, reports, pages] = await Promise.all([
    store.queue.history(ids),
    store.queue.reports(ids),
    Promise.all([...new Set(comments.map(({ pageId }) => pageId))].map((id) => store.pages.byId(id))),
  ]);
  const urls = new Map(pages.flatMap((page) => (page ? [[page.id, page.url] as const] : [])));
  return comments.map((comment) => ({
    ...fieldsOf(comment),
    site,
    page: urls.get(comment.pageId) ?? null,
    reports: (reports.get(comment.id) ?? []).map(({ reason, text, at }) => ({ reason, text, at: iso(at) })),
    decisions: (histories.get(comment.id) ?? []).map(({ at, act, from, to, note }) => ({ at: iso(at), act, from, to, note })),
  }));
}

function fieldsOf(comment: StoredComment) {
  const { id, type, status, parent, author, text, html, source, address, userAgent, verdict, titleHint } = comment;
  return {
    ...{ id, type, status, parent, text, html, source, userAgent, titleHint },
    ...{ name: author.name, email: author.email, website: author.website, ip: address },
    date: iso(comment.createdAt),
    edited: iso(comment.editedAt),
    verdict: { outcome: verdict.outcome, score: verdict.score, reasons: verdict.reasons },
    firstSent: verdict.first ?? null,
    beforeEdit: comment.former ? wordsOf(comment.former) : null,
    idempotencyKey: comment.idempotency?.key ?? null,
  };
}

function wordsOf({ name, email, website, text }: NonNullable<StoredComment['former']>) {
  return { name, email, website, text };
}
