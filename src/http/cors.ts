import type { Request, RequestHandler, Response } from 'express';
import type { SiteBook } from '../sites/site-book.ts';
import { setAll } from './security-headers.ts';

/** Of what may be read from anywhere. */
export const anyOriginList: readonly string[] = [
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Expose-Headers',
  'ETag, Retry-After',
];

export const anyOrigin: RequestHandler = (_request, response, next) => {
  setAll(response, anyOriginList);
  next();
};

export interface OriginNeeds {
  readonly sites: Pick<SiteBook, 'isHostOfAnySite'>;
  readonly publicUrl: string;
}

/**
 * Lets a page of any site read what its own request is answered, refusals included. Whether the request is allowed is judged by
 * its handler, against the site it is for.
 */
export const siteOrigins =
  (needs: OriginNeeds): RequestHandler =>
  (request, response, next) => {
    allowSiteOrigin(needs, request, response);
    next();
  };

/** Which site a request is for stands in its body, which a preflight does not have: a host of any site may go on and ask. */
export const preflight =
  (needs: OriginNeeds): RequestHandler =>
  (request, response) => {
    if (allowSiteOrigin(needs, request, response)) {
      response.set({
        'Access-Control-Allow-Methods': 'GET, POST, PATCH, DELETE',
        'Access-Control-Allow-Headers': 'Content-Type, Authorization, Idempotency-Key',
        'Access-Control-Max-Age': '600',
      });
    }
    response.status(204).end();
  };

function allowSiteOrigin({ sites, publicUrl }: OriginNeeds, request: Request, response: Response): boolean {
  const origin = request.get('Origin');
  response.vary('Origin');
  if (origin === undefined || !(sites.isHostOfAnySite(origin) || origin === new URL(publicUrl).origin)) return false;
  response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': 'ETag, Retry-After' });
  return true;
}
