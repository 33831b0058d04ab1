import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from 'express';
import type { Log } from '../operating/log.ts';
import { Refusal, refuse } from '../refusal.ts';
import { internalProblem, type Problem, problemOf, refusalOf } from './problem.ts';
import { isForReading, problemPage } from './problem-page.ts';
import { requestIdOf } from './request-id.ts';
import { sendPage } from './send-page.ts';

/** What of Express' router is read here: the patterns it holds, and the methods of each. */
interface Layer {
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** Pre-flights are answered everywhere, which makes no address known. */
const everywhere = '/{*any}';

/** For what no route took: the methods a known address does take, or that there is nothing. */
export const notFound =
  (app: Express): RequestHandler =>
  (request, response) => {
    const methods = methodsOf(app, request.path);
    if (methods.length === 0) refuse('not-found');
    response.set('Allow', methods.join(', '));
    refuse('method-not-allowed');
  };

function methodsOf(app: Express, path: string): string[] {
  const layers = app.router.stack as unknown as readonly Layer[];
  const routes = layers.flatMap((layer) =>
    layer.route && layer.route.path !== everywhere && layer.match(path) ? [layer.route] : [],
  );
  const methods = new Set(routes.flatMap((route) => Object.keys(route.methods)).map((method) => method.toUpperCase()));
  if (methods.has('GET')) methods.add('HEAD');
  return methods.size === 0 ? [] : [...methods, 'OPTIONS'];
}

/** The one place where errors become answers. */
export const answerErrors = (log: Log): ErrorRequestHandler => {
  const answer = (error: unknown, request: Request, response: Response): void => {
    const refusal = refusalOf(error);
    if (refusal === null) log.error({ requestId: requestIdOf(response), error }, 'failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (refusal instanceof Refusal) setHeaders(response, refusal);
    const problem = refusal ? problemOf(refusal) : internalProblem(requestIdOf(response));
    if (isForReading(request)) sendProblemPage(request, response, problem);
    else sendProblem(response, problem);
  };
  const handler: ErrorRequestHandler = (...given) => answer(given[0], given[1], given[2]);
  // Express tells an error handler from another by its number of parameters.
  return Object.defineProperty(handler, 'length', { value: 4 });
};

function setHeaders(response: Response, { code, details }: Refusal): void {
  if (details.retryAfter !== undefined) response.set('Retry-After', String(Math.max(1, Math.ceil(details.retryAfter))));
  // RFC 9110, section 15.5.2: a 401 says how to authenticate.
  if (code === 'unauthenticated') response.set('WWW-Authenticate', 'Bearer');
}

function sendProblemPage(request: Request, response: Response, problem: Problem): void {
  const retryAfter = response.get('Retry-After');
  const { path, method } = request;
  const asked = { path, method, retryAfter: retryAfter === undefined ? undefined : Number(retryAfter) };
  response.removeHeader('ETag');
  response.status(problem.status).vary('Accept').set('X-Request-Id', requestIdOf(response));
  sendPage(response, problemPage(problem, asked), { publicUrl: null });
}

function sendProblem(response: Response, problem: Problem): void {
  response.removeHeader('ETag');
  response
    .status(problem.status)
    .set({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', 'X-Request-Id': requestIdOf(response) })
    .send(Buffer.from(JSON.stringify(problem)));
}
