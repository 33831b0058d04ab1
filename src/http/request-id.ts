import type { Request, Response } from 'express';

const sane = /^[\w.:-]{8,64}$/;

/** The id a request is logged under: a trusted proxy's, so that both logs tell one story, or our own. */
export function requestIdFor(request: Request, newId: () => string): string {
  const given = request.get('X-Request-Id');
  return given !== undefined && sane.test(given) && isFromTrustedProxy(request) ? given : newId();
}

/** Express' own reading of `trust proxy`, for the peer that the connection comes from. */
function isFromTrustedProxy(request: Request): boolean {
  const trusts = request.app.get('trust proxy fn') as (address: string, hop: number) => boolean;
  return trusts(request.socket.remoteAddress ?? '', 0);
}

export function requestIdOf(response: Response): string {
  const id: unknown = response.locals['requestId'];
  return typeof id === 'string' ? id : '';
}
