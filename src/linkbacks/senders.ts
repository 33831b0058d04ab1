import type { Answered } from '../net/safe-fetch.ts';
import type { Endpoints } from './endpoints.ts';
import { wordpressElement } from './wordpress-element.ts';

/** A page as the senders get it. */
export interface Seen {
  readonly page: Pick<Answered, 'headers' | 'redirects'>;
  readonly html: string;
  /** X-Pingback of the answer to HEAD, which follows no redirect. */
  readonly headHeader: string | null;
  readonly endpoints: Endpoints;
}

interface Found {
  readonly finds: boolean;
  readonly why: string;
}

/** A kind of sender, and what it would find. */
interface Sender {
  readonly name: string;
  readonly look: (seen: Seen, isDialable: boolean) => Found;
}

const yes = (why: string): Found => ({ finds: true, why });
const no = (why: string): Found => ({ finds: false, why });

/** WordPress asks by HEAD for the header, and only without one by GET for the element. */
function wordpressEndpoint({ headHeader, html }: Seen): { readonly url: string; readonly by: string } | null {
  const element = wordpressElement(html);
  if (headHeader !== null) return { url: headHeader, by: 'by the X-Pingback header' };
  return element === null ? null : { url: element, by: 'by the element' };
}

function wordpress(seen: Seen, isDialable: boolean): Found {
  const found = wordpressEndpoint(seen);
  if (found === null) return no('It sees neither an X-Pingback header nor the element as it reads it.');
  if (!/^https?:\/\//i.test(found.url) || !URL.canParse(found.url)) return no('The endpoint is not a whole address.');
  if (found.url.includes('&amp;')) return no('It would ping an address with &amp; in it.');
  return isDialable ? yes(`It finds ${found.url} ${found.by}.`) : no('The endpoint’s host has no IPv4 address.');
}

/** From 6.1.10 on: through the function that judges addresses. */
function newWordpress(seen: Seen, isDialable: boolean): Found {
  const { url } = wordpressEndpoint(seen) ?? { url: '' };
  const isRefused = URL.canParse(url) && !['', '80', '443', '8080'].includes(new URL(url).port);
  return isRefused ? no('It pings the ports 80, 443 and 8080 alone.') : wordpress(seen, isDialable);
}

/** The regular expression of Pingback 1.0, section 2.2, to the letter. */
const element = /<link rel="pingback" href="([^"]+)" ?\/?>/;

function byTheBook({ page, html }: Seen): string | null {
  const header = page.headers['x-pingback'];
  return typeof header === 'string' ? header : (element.exec(html)?.[1] ?? null);
}

function serendipity(seen: Seen): Found {
  if (seen.endpoints.trackback !== null) return yes(`It sends a trackback to ${seen.endpoints.trackback}.`);
  const url = byTheBook(seen);
  if (url === null || !URL.canParse(url))
    return no('It sees no trackback, no X-Pingback header, and no element as the specification writes it.');
  return new URL(url).port === '' ? yes(`It finds ${url}.`) : no('It drops the port of the endpoint.');
}

function dotclear(seen: Seen): Found {
  if (seen.endpoints.trackback !== null) return yes(`It sends a trackback to ${seen.endpoints.trackback}.`);
  const url = byTheBook(seen);
  return url !== null && URL.canParse(url)
    ? yes(`It finds ${url}.`)
    : no('It sees no trackback, no X-Pingback header, and no element as the specification writes it.');
}

function webmention({ endpoints }: Seen): Found {
  return endpoints.webmention === null
    ? no('The page advertises no webmention endpoint.')
    : yes(`They find ${endpoints.webmention}.`);
}

export const senders: readonly Sender[] = [
  { name: 'WordPress 6.1', look: wordpress },
  { name: 'WordPress 7.1', look: newWordpress },
  { name: 'Serendipity', look: serendipity },
  { name: 'Dotclear', look: dotclear },
  { name: 'Webmention senders', look: webmention },
];
