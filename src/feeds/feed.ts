import type { StoredComment } from '../comments/comment.ts';
import { htmlOf } from '../comments/html-of.ts';
import { iso } from '../comments/view.ts';
import { type Html, html } from '../html.ts';
import type { Page } from '../sites/page.ts';

export interface FeedItem {
  readonly comment: StoredComment;
  readonly page: Pick<Page, 'url' | 'title'>;
}

export interface Feed {
  readonly title: string;
  readonly selfUrl: string;
  readonly pageUrl: string | null;
  readonly items: readonly FeedItem[];
}

/** What XML 1.0 has no place for (section 2.2), and a comment may hold. A name of nothing else must not become empty. */
const outsideXml = /[\uFFFE\uFFFF]/g;

/** An Atom feed (RFC 4287), newest first. Its date is that of its newest entry, so that equal feeds are equal bytes. */
export function atomFeed(feed: Feed): string {
  const newest = Math.max(0, ...feed.items.map(({ comment }) => comment.editedAt ?? comment.createdAt));
  const markup = html`<feed xmlns="http://www.w3.org/2005/Atom">
<id>${feed.selfUrl}</id>
<title>${feed.title}</title>
<updated>${iso(newest)}</updated>
<link rel="self" type="application/atom+xml" href="${feed.selfUrl}"/>
${feed.pageUrl === null ? '' : html`<link rel="alternate" type="text/html" href="${feed.pageUrl}"/>`}
${feed.items.map(entry)}
</feed>
`;
  return `<?xml version="1.0" encoding="utf-8"?>\n${markup.text.replace(outsideXml, '\uFFFD')}`;
}

function entry({ comment, page }: FeedItem): Html {
  const link = `${page.url}#comment-${comment.id}`;
  return html`<entry>
<id>urn:ulid:${comment.id}</id>
<title>${comment.author.name} on ${page.title ?? page.url}</title>
<link rel="alternate" type="text/html" href="${link}"/>
<author><name>${comment.author.name}</name>${comment.author.website === null ? '' : html`<uri>${comment.author.website}</uri>`}</author>
<published>${iso(comment.createdAt)}</published>
<updated>${iso(comment.editedAt ?? comment.createdAt)}</updated>
<content type="html">${htmlOf(comment)}</content>
</entry>
`;
}
