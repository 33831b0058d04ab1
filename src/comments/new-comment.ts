import type { Visitor } from '../moderation/check.ts';
import type { Page } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import type { SubmitRequest } from '../wire/comments.ts';
import { renderBody, rendererVersion } from './body.ts';
import { type Author, type Comment, type Idempotency, lineageLimit } from './comment.ts';

export interface Draft {
  readonly id: string;
  readonly at: number;
  readonly site: Site;
  readonly page: Pick<Page, 'id'>;
  readonly parent: Comment | null;
  readonly request: SubmitRequest;
  readonly visitor: Visitor;
  readonly idempotency: Idempotency | null;
}

/** WordPress' name for somebody who gave none. */
const anonymous = 'Anonymous';

/** A comment of only those fields that a visitor may set; everything else is ours to say. */
export function newComment({ id, at, site, page, parent, request, visitor, idempotency }: Draft): Comment {
  return {
    id,
    siteId: site.id,
    pageId: page.id,
    type: 'comment',
    parent: parent?.id ?? null,
    lineage: lineageUnder(parent),
    status: 'pending',
    author: authorOf(request, visitor),
    text: request.text,
    format: 'markdown',
    html: renderBody(request.text, 'markdown'),
    renderer: rendererVersion,
    source: null,
    titleHint: request.title ?? null,
    createdAt: at,
    editedAt: null,
    version: 1,
    address: visitor.address,
    userAgent: visitor.userAgent,
    verdict: { outcome: 'hold', score: 0, reasons: [] },
    editEpoch: 0,
    idempotency,
  };
}

export function lineageUnder(parent: Pick<Comment, 'id' | 'lineage'> | null): readonly string[] {
  return parent ? [...parent.lineage, parent.id].slice(0, lineageLimit) : [];
}

function authorOf(request: SubmitRequest, visitor: Visitor): Author {
  return {
    name: request.name ?? visitor.moderator?.name ?? anonymous,
    email: request.email ?? null,
    website: request.website || null,
    moderator: visitor.moderator !== null,
  };
}
