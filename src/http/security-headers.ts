import type { RequestHandler, Response } from 'express';

/** What every answer carries; a page replaces the policy by its own. Nothing of the API is meant to be shown as a document. */
export const securityHeaderList: readonly string[] = [
  'X-Content-Type-Options',
  'nosniff',
  'Content-Security-Policy',
  "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy',
  'no-referrer',
  'X-Frame-Options',
  'DENY',
];

export const securityHeaders: RequestHandler = (_request, response, next) => {
  setAll(response, securityHeaderList);
  next();
};

/** Sets a flat list of names and values, the form in which ready answers are written ahead of Express. */
export function setAll(response: Response, list: readonly string[]): void {
  for (let at = 0; at + 1 < list.length; at += 2) response.setHeader(list[at] ?? '', list[at + 1] ?? '');
}
