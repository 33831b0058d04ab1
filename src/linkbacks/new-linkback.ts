import { renderBody, rendererVersion } from '../comments/body.ts';
import type { Author, Comment, Source } from '../comments/comment.ts';
import type { Reading } from './look.ts';
import type { Pair } from './pair.ts';

/** What of a linkback its source says, and changes when that does. */
export type Told = Pick<Comment, 'author' | 'text' | 'format' | 'html' | 'renderer'> & { readonly source: Source };

/** Everything here is text of somebody else's page: it stays text. */
export function toldBy({ source, given }: Pair, { page, entry }: Reading): Told {
  const title = entry?.name ?? page.title ?? given?.title ?? null;
  const excerpt = textOf(page.link?.excerpt ?? null, entry) ?? given?.excerpt ?? null;
  const text = excerpt ?? '';
  return {
    author: authorOf(source, title, entry?.author ?? page.siteName ?? given?.siteName ?? null),
    text,
    format: 'plain',
    html: renderBody(text, 'plain'),
    renderer: rendererVersion,
    source: { url: source, title, excerpt, kind: entry?.kind ?? 'mention', published: entry?.published ?? null },
  };
}

/** A reply, like or repost speaks for itself; of a mention the words around the link say more. */
function textOf(around: string | null, entry: Reading['entry']): string | null {
  return entry === null || entry.kind === 'mention' ? around : (entry.text ?? around);
}

/** One line, as WordPress shows it: the source's title, and whose it is where that does not say it already. */
function authorOf(source: string, title: string | null, whose: string | null): Author {
  const host = new URL(source).hostname;
  const isTold = title !== null && whose !== null && title.toLowerCase().includes(whose.toLowerCase());
  const name = title === null ? (whose ?? host) : whose === null || isTold ? title : `${title} - ${whose}`;
  return { name: [...name].slice(0, longestName).join(''), email: null, website: source, moderator: false };
}

const longestName = 245;

export function newLinkback(pair: Pair, told: Told, { id, pageId }: { readonly id: string; readonly pageId: string }): Comment {
  return {
    id,
    siteId: pair.siteId,
    pageId,
    type: pair.protocol,
    parent: null,
    lineage: [],
    status: 'pending',
    ...told,
    titleHint: null,
    createdAt: pair.receivedAt,
    editedAt: null,
    version: 1,
    address: pair.address,
    userAgent: pair.userAgent,
    verdict: { outcome: 'hold', score: 0, reasons: [] },
    editEpoch: 0,
    idempotency: null,
  };
}
