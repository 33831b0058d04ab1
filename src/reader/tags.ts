import { type Html, html } from '../html.ts';
import { operations } from '../wire/operations.ts';
import { addressAt } from './thread-links.ts';

/** The page that tags are for. */
export interface Tagged {
  readonly publicUrl: string;
  readonly slug: string;
  readonly url: string;
}

/** What goes into a page's head: its own address, the feed of its comments, and where other blogs' links are taken. */
export function headTags({ publicUrl, slug, url }: Tagged): Html {
  const feed = `${publicUrl}/feeds/${slug}/page.atom?url=${encodeURIComponent(url)}`;
  const doors = linkbackDoors.filter(({ path }) => isServed(path));
  return html`<link rel="canonical" href="${url}">
<link rel="alternate" type="application/atom+xml" title="Comments" href="${feed}">
${doors.map(({ rel, path }) => html`<link rel="${rel}" href="${publicUrl}${path.replace('{site}', slug)}">\n`)}`;
}

/** What goes where the comments shall stand. */
export function threadTags({ publicUrl, slug, url }: Tagged): Html {
  return html`<div id="comments"></div>
<noscript><a href="${addressAt(publicUrl, { site: slug, url })}">Comments</a></noscript>
<script src="${publicUrl}/embed.js" data-site="${slug}" async></script>`;
}

const linkbackDoors = [
  { rel: 'pingback', path: '/pingback/{site}' },
  { rel: 'webmention', path: '/webmention/{site}' },
] as const;

/** Whether a door of this service has that address: its table of them, which a test holds against the app, is asked. */
function isServed(path: string): boolean {
  return operations.some((operation) => operation.path === path);
}
