import { renderBody, rendererVersion } from '../comments/body.ts';
import type { Comment } from '../comments/comment.ts';
import type { Site } from '../sites/site.ts';
import type { FilterRecord } from '../wire/filter.ts';

/** A record of a file as a comment that stands nowhere. */
export function commentOfRecord(site: Pick<Site, 'id'>, record: FilterRecord, at: number): Comment {
  const { type = 'comment', name, email, website, text } = record;
  return {
    id: 'record',
    siteId: site.id,
    pageId: 'none',
    type,
    parent: null,
    lineage: [],
    status: 'pending',
    author: { name: name ?? '', email: email ?? null, website: website || null, moderator: false },
    text,
    format: 'markdown',
    html: renderBody(text, 'markdown'),
    renderer: rendererVersion,
    source: null,
    titleHint: null,
    createdAt: at,
    editedAt: null,
    version: 1,
    address: null,
    userAgent: null,
    verdict: { outcome: 'hold', score: 0, reasons: [] },
    editEpoch: 0,
    idempotency: null,
  };
}
