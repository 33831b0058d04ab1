import type { Request, RequestHandler, Response } from 'express';
import type { Log } from '../operating/log.ts';
import { type Metrics, stopwatch } from '../operating/metrics.ts';
import { requestIdFor } from './request-id.ts';

export interface RequestLogNeeds {
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'requests'>;
  readonly newId: () => string;
}

/** The client went before it was answered (nginx' number for it). */
const clientGone = 499;

/**
 * Gives each request its id, and counts and logs it when it is over: the pattern of its route, never its address or query, which
 * may hold an email. What was read without trouble, or changed nothing, is logged only at debug.
 */
export const requestLog =
  ({ log, metrics, newId }: RequestLogNeeds): RequestHandler =>
  (request, response, next) => {
    const id = requestIdFor(request, newId);
    response.locals['requestId'] = id;
    const began = stopwatch();
    response.once('close', () => {
      const seconds = stopwatch() - began;
      const status = response.writableFinished ? response.statusCode : clientGone;
      const route = routeOf(request);
      metrics.requests.of(request.method, route).count(status, isStream(response) ? null : seconds);
      const level = (isRead(request) || changedNothing(response)) && status < 400 ? 'debug' : 'info';
      log[level]({ requestId: id, method: request.method, route, status, ms: Math.round(seconds * 10_000) / 10 }, 'request');
    });
    next();
  };

function routeOf(request: Request): string {
  const path: unknown = request.route?.path;
  return typeof path === 'string' ? path : 'none';
}

function isRead({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** An event stream lasts as long as its reader stays. */
function isStream(response: Response): boolean {
  return String(response.getHeader('Content-Type')).startsWith('text/event-stream');
}

/** For a route that found nothing to do: its requests may come by the thousand, and are no more to an operator than reads. */
export function markUnchanged(response: Response): void {
  response.locals['changedNothing'] = true;
}

function changedNothing(response: Response): boolean {
  return response.locals['changedNothing'] === true;
}
