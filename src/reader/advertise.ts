import { type Html, html } from '../html.ts';

/** Where a page of a site takes linkbacks, for its head: early in it, and in the very form that WordPress reads. */
export function advertised(publicUrl: string, slug: string): Html {
  return html`<link rel="pingback" href="${publicUrl}/pingback/${slug}">
<link rel="webmention" href="${publicUrl}/webmention/${slug}">
`;
}

/** The same for its headers. */
export function advertisedHeaders(publicUrl: string, slug: string): Readonly<Record<string, string>> {
  return { 'X-Pingback': `${publicUrl}/pingback/${slug}`, Link: `<${publicUrl}/webmention/${slug}>; rel="webmention"` };
}
