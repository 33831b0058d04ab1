import { type Html, html } from '../html.ts';
import { addressAt } from './thread-links.ts';

/** The page that tags are for. */
export interface Tagged {
  readonly publicUrl: string;
  readonly slug: string;
  readonly url: string;
}

/**
 * What goes into a page's head: where other blogs' links are taken, early and in the very form that WordPress reads, the page's own
 * address, and the feed of its comments.
 */
export function headTags({ publicUrl, slug, url }: Tagged): Html {
  const feed = `${publicUrl}/feeds/${slug}/page.atom?url=${encodeURIComponent(url)}`;
  return html`<link rel="pingback" href="${publicUrl}/pingback/${slug}">
<link rel="webmention" href="${publicUrl}/webmention/${slug}">
<link rel="canonical" href="${url}">
<link rel="alternate" type="application/atom+xml" title="Comments" href="${feed}">
`;
}

/** Where links are taken, for the page's headers. */
export function linkbackHeaders({ publicUrl, slug }: Pick<Tagged, 'publicUrl' | 'slug'>): Readonly<Record<string, string>> {
  return { 'X-Pingback': `${publicUrl}/pingback/${slug}`, Link: `<${publicUrl}/webmention/${slug}>; rel="webmention"` };
}

/** What goes where the comments shall stand. */
export function threadTags({ publicUrl, slug, url }: Tagged): Html {
  return html`<div id="comments"></div>
<noscript><a href="${addressAt(publicUrl, { site: slug, url })}">Comments</a></noscript>
<script src="${publicUrl}/embed.js" data-site="${slug}" async></script>`;
}
