import { article } from './reader.ts';

export interface Embedding {
  /** The service's address. */
  readonly service: string;
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
  readonly title?: string;
  readonly head?: string;
  /** What the embedding itself is; else a `<div id="comments">`. */
  readonly place?: string;
  readonly canonical?: string;
}

const words = 'The towpath begins behind the old gasworks, where nobody would look for a beginning.';

/** A bare article with the script tag of the documentation. */
export function bareArticle({
  service,
  lang = 'en',
  dir = 'ltr',
  title = 'A walk',
  head = '',
  place,
  canonical,
}: Embedding): string {
  return `<!doctype html>
<html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="canonical" href="${canonical ?? article}">${head}
<style>body { font: 17px/1.6 Georgia, serif; max-width: 42rem; margin: 0 auto; padding: 1rem; }</style>
</head><body>
<main><article><h1>${title}</h1><p>${words}</p><p>${words}</p></article>
${place ?? '<div id="comments" style="min-height: 40rem"></div>'}</main>
<footer><p>End of the page</p></footer>
<script src="${service}/embed.js" data-site="blog" async></script>
</body></html>`;
}
