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

/** A page whose author wanted a clean slate, and hid what an advert blocker's list says. */
export const hostileArticle = (embedding: Embedding): string =>
  bareArticle({
    ...embedding,
    head: `<style>* { all: unset } div { display: none } button, input, textarea { display: none; opacity: 0; color: red !important; }
head, script, style, title, meta, link { display: none } p, h1, footer { display: block } [id^=comment] { visibility: hidden }</style>`,
    place: '<backtalk-comments site="blog"></backtalk-comments>',
  }).replace(/<style>body.*<\/style>/, '');

/** The strictest policy under which docs/widget.md says that it works: nothing but the service may be asked for anything. */
export const strictPolicy = (service: string): string =>
  [
    "default-src 'none'",
    `script-src ${service}`,
    `connect-src ${service}`,
    `img-src ${service}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types backtalk',
  ].join('; ');

export const strictArticle = (embedding: Embedding) => ({
  html: bareArticle(embedding)
    .replace(/<style>[^<]*<\/style>/, '')
    .replace(/ style="[^"]*"/, ''),
  headers: { 'Content-Security-Policy': strictPolicy(embedding.service) },
});

/** An application of one page: its script shows one article after the other in the same document. */
export const singlePage = ({ service }: Embedding): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>One page</title>
<script src="${service}/embed.js" data-site="blog" async></script></head>
<body><nav><button id="one">One</button> <button id="two">Two</button> <button id="none">None</button> <button id="turn">Turn</button></nav><main></main>
<script>
const main = document.querySelector('main');
const show = (name) => {
  main.innerHTML = '<h1>' + name + '</h1><backtalk-comments site="blog" url="https://blog.example/' + name + '"></backtalk-comments>';
};
one.onclick = () => show('one');
two.onclick = () => show('two');
none.onclick = () => { main.innerHTML = ''; };
turn.onclick = () => main.querySelector('backtalk-comments').setAttribute('url', 'https://blog.example/two');
show('one');
</script></body></html>`;
