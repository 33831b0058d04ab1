import { addressesOf } from '../net/resolve.ts';
import type { Answered, SafeFetch } from '../net/safe-fetch.ts';
import { refuse } from '../refusal.ts';
import type { DiscoverView } from '../wire/linkbacks.ts';
import { type Endpoints, findEndpoints } from './endpoints.ts';
import { type Seen, senders } from './senders.ts';
import { pageOf } from './tell.ts';
import { wordpressElement } from './wordpress-element.ts';

type Problem = DiscoverView['problems'][number];

/** What each kind of sender would find on a page, and what is in its way, in words for its owner. */
export async function testPage(fetchPage: SafeFetch, url: string): Promise<DiscoverView> {
  const page = await fetchPage({ url });
  if (page.outcome === 'busy')
    return refuse('too-many-requests', { retryAfter: 60, message: 'This host was asked enough for now. Try again in a minute.' });
  const nothing = { url, webmention: null, pingback: null, trackback: null };
  if (page.outcome !== 'answered')
    return { ...nothing, problems: [unreadable(page)], clients: nobody('The page cannot be read.') };
  if (page.status < 200 || page.status > 299)
    return {
      ...nothing,
      problems: [{ code: 'status', text: `The page answers ${page.status}.` }],
      clients: nobody(`It answers ${page.status}.`),
    };
  const head = await fetchPage({ url, method: 'HEAD', redirects: 0 });
  const seen: Seen = {
    page,
    html: pageOf(page).text,
    headHeader: head.outcome === 'answered' ? headerOf(head) : null,
    endpoints: findEndpoints(pageOf(page)),
  };
  const problems = [...problemsOfPage(seen), ...(await problemsOfEndpoint(fetchPage, seen.endpoints))];
  const isDialable = !problems.some(({ code }) => code === 'no-ipv4');
  return { ...seen.endpoints, url, problems, clients: senders.map(({ name, look }) => ({ name, ...look(seen, isDialable) })) };
}

function headerOf({ headers }: Pick<Answered, 'headers'>): string | null {
  const value = headers['x-pingback'];
  return typeof value === 'string' ? value : null;
}

function unreadable(page: { readonly outcome: string; readonly reason?: string }): Problem {
  if (page.reason?.startsWith('a refused'))
    return {
      code: 'private',
      text: 'The page is at an address or port that is never fetched from. If it is a page of your own in a private network, name its host and port in FETCH_ALLOW.',
    };
  return {
    code: 'unreachable',
    text: page.outcome === 'slow' ? 'The page takes too long to answer.' : 'The page cannot be reached.',
  };
}

function nobody(why: string): DiscoverView['clients'] {
  return senders.map(({ name }) => ({ name, finds: false, why }));
}

function problemsOfPage({ page, html, headHeader, endpoints }: Seen): Problem[] {
  const problems: Problem[] = [];
  const found = (code: string, text: string) => problems.push({ code, text });
  if (html === '') found('not-html', 'The page is no HTML: only its headers can advertise anything.');
  if (endpoints.pingback === null && endpoints.webmention === null && endpoints.trackback === null)
    found(
      'no-endpoint',
      'The page advertises no endpoint. Put <link rel="pingback" href="…"> and <link rel="webmention" href="…"> early into its head.',
    );
  if (endpoints.pingback === null) return problems;
  const header = headerOf(page);
  const element = wordpressElement(html);
  if (header !== null && headHeader === null)
    found('no-head', 'HEAD is not answered with the X-Pingback header that GET has: WordPress reads it there.');
  if (header === null && element === null)
    found(
      'unseen-element',
      'WordPress does not see the pingback element: write it <link rel="pingback" href="…">, in lower case and double quotes, rel before href, and no second value in rel.',
    );
  if (header === null && element !== null && element.replaceAll('&amp;', '&') !== endpoints.pingback && !element.startsWith('/'))
    found(
      'other-first',
      `Something earlier on the page, be it in a comment, looks like the pingback element to WordPress: it would ping ${element}.`,
    );
  const written = headHeader ?? element;
  if (written !== null && !/^https?:\/\//i.test(written))
    found('relative', 'The endpoint is written without its host: WordPress does not ping it. Write the whole address.');
  return problems;
}

const portsOfWordPress = ['', '80', '443', '8080'];

/** Of the pingback endpoint itself, which is where it goes wrong. */
async function problemsOfEndpoint(fetchPage: SafeFetch, { pingback }: Endpoints): Promise<Problem[]> {
  if (pingback === null) return [];
  const problems: Problem[] = [];
  const { port, search, hostname } = new URL(pingback);
  if (port !== '')
    problems.push({ code: 'port', text: `The endpoint has the port ${port}: Serendipity drops it and pings the wrong one.` });
  if (!portsOfWordPress.includes(port))
    problems.push({ code: 'refused-port', text: 'WordPress from 6.1.10 on pings ports 80, 443 and 8080 alone.' });
  if (search !== '')
    problems.push({
      code: 'query',
      text: 'The endpoint has a query: WordPress does not read &amp; as an ampersand in it. Use a path alone.',
    });
  if (!/^(?:\[.*\]|[\d.]+|localhost)$/.test(hostname) && !(await addressesOf(hostname)).some((address) => !address.includes(':')))
    problems.push({ code: 'no-ipv4', text: `${hostname} has no IPv4 address (A record): WordPress does not ping it.` });
  const answer = await fetchPage({ url: pingback, redirects: 0 });
  if (answer.outcome === 'unreachable' && answer.reason === 'too many redirects')
    problems.push({ code: 'redirect', text: 'The endpoint redirects: most senders do not follow. Advertise where it leads.' });
  else if (answer.outcome === 'unreachable' || answer.outcome === 'slow')
    problems.push({ code: 'endpoint-unreachable', text: 'The endpoint cannot be reached from here.' });
  return problems;
}
