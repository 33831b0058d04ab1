import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Form, Ready } from '../comments/ready-bytes.ts';
import type { ThreadCache } from '../comments/thread-cache.ts';
import type { Metrics } from '../operating/metrics.ts';
import { anyOriginList } from './cors.ts';
import { encodingFor, namesTag } from './negotiate.ts';
import { securityHeaderList } from './security-headers.ts';

export interface HotReadsNeeds {
  readonly threads: Pick<ThreadCache, 'peek'>;
  readonly app: RequestListener;
  readonly metrics: Pick<Metrics, 'requests'>;
}

/**
 * Answers what stands ready ahead of Express, which alone costs a third of the requests a second that node:http makes. The route
 * behind it sends the same bytes under the same headers (send.ts); limits do not apply to reads out of memory.
 */
export function hotReads({ threads, app, metrics }: HotReadsNeeds): RequestListener {
  const [asJson, asFragment] = [metrics.requests.of('GET', '/api/v1/thread'), metrics.requests.of('GET', '/thread')];
  return (request, response) => {
    const target = request.url ?? '';
    const ready = request.method === 'GET' ? threads.peek(target) : undefined;
    if (ready === undefined) return app(request, response);
    const began = performance.now();
    const status = answerReady(request, response, ready);
    const counts = target.startsWith('/thread') ? asFragment : asJson;
    counts.count(status, (performance.now() - began) / 1_000);
  };
}

function answerReady({ headers }: IncomingMessage, response: ServerResponse, ready: Ready): number {
  const form = ready[encodingFor(headers['accept-encoding'])];
  const asked = headers['if-none-match'];
  const same = asked === undefined ? undefined : formNamed(asked, form, ready);
  if (same) {
    response.writeHead(304, blocksOf(same).notModified).end();
    return 304;
  }
  response.writeHead(200, blocksOf(form).whole).end(form.body);
  return 200;
}

/** The form that the client has already: the one it would get now, or another one of the same answer. */
export function formNamed(header: string, form: Form, ready: Ready): Form | undefined {
  return [form, ready.br, ready.gzip, ready.identity].find(({ etag }) => namesTag(header, etag));
}

export interface Blocks {
  readonly whole: string[];
  readonly notModified: string[];
}

/** Header lists as Node writes them, made once for each form. */
const blocks = new WeakMap<Form, Blocks>();

/** The first six entries, ETag, Cache-Control and Vary, are all a 304 repeats. */
const validatorEntries = 6;

export function blocksOf(form: Form): Blocks {
  const known = blocks.get(form);
  if (known) return known;
  const always = [...securityHeaderList, ...anyOriginList];
  const made = { whole: [...always, ...form.headers], notModified: [...always, ...form.headers.slice(0, validatorEntries)] };
  blocks.set(form, made);
  return made;
}
