import type { Request, RequestHandler, Response } from 'express';
import { encodingFor, namesTag } from '../http/negotiate.ts';
import { refuse } from '../refusal.ts';
import { type Part, type Parts, readParts } from './parts.ts';

/** Read once, when somebody first asks. */
let known: Parts | null = null;

function parts(): Parts {
  known ??= readParts();
  return known ?? refuse('unavailable', { message: 'The widget was not built: npm run build.' });
}

/** A page may keep the loader for five minutes, and then asks whether it changed: so long an update takes to reach everybody. */
const loaderCaching = 'public, max-age=300, must-revalidate';
const partCaching = 'public, max-age=31536000, immutable';

export const loaderRoute: RequestHandler = (request, response) =>
  sendScript(request, response, { part: parts().loader, caching: loaderCaching });

/** A part of this build. Of another one there is nothing here, and its loader asks anew which build there is. */
export const partRoute: RequestHandler = (request, response) => {
  const { build, byName } = parts();
  const part = request.params['build'] === build ? byName.get(String(request.params['part'])) : undefined;
  sendScript(request, response, { part: part ?? refuse('not-found'), caching: partCaching });
};

function sendScript(request: Request, response: Response, sent: { readonly part: Part; readonly caching: string }): void {
  response.set('Cross-Origin-Resource-Policy', 'cross-origin');
  sendPart(request, response, { ...sent, type: 'text/javascript' });
}

export interface SentPart {
  readonly part: Part;
  readonly caching: string;
  readonly type: 'text/javascript' | 'text/css';
}

/** A file of a build in the encoding that suits the browser. */
export function sendPart(request: Request, response: Response, { part, caching, type }: SentPart): void {
  const encoding = encodingFor(request.get('Accept-Encoding'));
  const etag = part.etag.replace(/"$/, encoding === 'identity' ? '"' : `-${encoding}"`);
  response.set({ ETag: etag, 'Cache-Control': caching, Vary: 'Accept-Encoding' });
  const asked = request.get('If-None-Match');
  if (asked !== undefined && namesTag(asked, etag)) {
    response.status(304).end();
    return;
  }
  if (encoding !== 'identity') response.set('Content-Encoding', encoding);
  const body = part[encoding];
  response.set({ 'Content-Type': `${type}; charset=utf-8`, 'Content-Length': String(body.length) }).end(body);
}
