import type { Request, Response } from 'express';
import { compressed, etagOf, type Form, type Ready, validators } from '../comments/ready-bytes.ts';
import { formNamed } from './hot-reads.ts';
import { encodingFor, namesTag } from './negotiate.ts';
import { setAll } from './security-headers.ts';

/** Sends ready bytes by way of Express: the first time for their address, and for HEAD. */
export function sendReady(request: Request, response: Response, ready: Ready): void {
  const form = ready[encodingFor(request.get('Accept-Encoding'))];
  const asked = request.get('If-None-Match');
  const same = asked === undefined ? undefined : formNamed(asked, form, ready);
  if (same) notModified(response, same.headers.slice(0, 6));
  else whole(response, form);
}

/** An answer made for one request. */
export type Built = ({ readonly json: unknown } | { readonly body: Buffer; readonly type?: string }) & {
  readonly sMaxAge: number;
};

/** Below this, headers weigh more than compression saves. */
const worthCompressing = 1_024;

/** Sends it lightly compressed, or as not modified. Errors go to the error handler. */
export function sendBuilt(request: Request, response: Response, built: Built): void {
  const body = 'json' in built ? Buffer.from(JSON.stringify(built.json)) : built.body;
  const encoding = body.length < worthCompressing ? 'identity' : encodingFor(request.get('Accept-Encoding'));
  // Equal bytes compress equally, so that this tag is as strong as a hash of what is sent, and a 304 needs no compression.
  const etag = etagOf(body).replace(/"$/, encoding === 'identity' ? '"' : `-${encoding}"`);
  const headers = validators(etag, built.sMaxAge);
  const asked = request.get('If-None-Match');
  if (asked !== undefined && namesTag(asked, etag)) {
    notModified(response, headers);
    return;
  }
  const type = ('json' in built ? null : built.type) ?? 'application/json; charset=utf-8';
  compressed(body, encoding, 'passing').then((bytes) => {
    const coded = encoding === 'identity' ? [] : ['Content-Encoding', encoding];
    whole(response, {
      body: bytes,
      headers: [...headers, 'Content-Type', type, ...coded, 'Content-Length', String(bytes.length)],
    });
  }, request.next);
}

function whole(response: Response, { body, headers }: Pick<Form, 'body' | 'headers'>): void {
  setAll(response, headers);
  response.end(body);
}

function notModified(response: Response, headers: readonly string[]): void {
  setAll(response, headers);
  response.status(304).end();
}
