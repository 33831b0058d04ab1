import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { html, raw } from '../html.ts';
import { problemOf, refusalOf } from '../http/problem.ts';
import { requestIdOf } from '../http/request-id.ts';
import type { Log } from '../operating/log.ts';
import { Refusal } from '../refusal.ts';
import { fault, faultOf } from './faults.ts';
import { faultAnswer } from './write-xmlrpc.ts';

/** A pingback's answer: always 200, never chunked, and XML whatever `Accept` says (Pingback 1.0, section 2). */
export function sendXml(response: Response, body: string): void {
  response.status(200).set({ 'Content-Type': 'text/xml; charset=utf-8', 'Cache-Control': 'no-store' }).end(Buffer.from(body));
}

export function trackbackAnswer(error: string | null): string {
  const said = error === null ? html`<error>0</error>` : html`<error>1</error>\n<message>${error}</message>`;
  return html`${raw('<?xml version="1.0" encoding="utf-8"?>\n')}<response>\n${said}\n</response>\n`.text;
}

/** What went wrong at the pingback door, as a fault. */
export const answerFaults = (log: Log): ErrorRequestHandler =>
  answering(log, (response, { code, text }) => sendXml(response, faultAnswer(code, text)));

/** The same at the trackback door, which knows one kind of error. */
export const answerTrackbackErrors = (log: Log): ErrorRequestHandler =>
  answering(log, (response, { text }) => sendXml(response, trackbackAnswer(text)));

interface Said {
  readonly code: number;
  readonly text: string;
}

function answering(log: Log, send: (response: Response, said: Said) => void): ErrorRequestHandler {
  const handler: ErrorRequestHandler = (...given) => {
    const [error, , response] = given;
    send(response, said(log, error, requestIdOf(response)));
  };
  // Express tells an error handler from another by its number of parameters.
  return Object.defineProperty(handler, 'length', { value: 4 });
}

function said(log: Log, error: unknown, requestId: string): Said {
  const refusal = refusalOf(error);
  if (refusal === null) {
    log.error({ requestId, error }, 'failed');
    return { code: fault.ours, text: 'Something went wrong on our side.' };
  }
  const { detail, errors } = problemOf(refusal);
  const text = errors?.map(({ message }) => message).join(' ') || detail;
  return { code: refusal instanceof Refusal ? faultOf[refusal.code] : fault.wrongParams, text };
}

/** Pingback 1.0 knows nothing but POST, and its clients no problem documents. */
export const onlyPost: RequestHandler = (request, response, next) => {
  if (request.method === 'POST' || request.path !== '/') {
    next();
    return;
  }
  response.status(405).set({ Allow: 'POST', 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(request.method === 'HEAD' ? undefined : 'Pingbacks are sent here by POST.\n');
};
