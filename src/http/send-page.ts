import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { type Page, page } from '../reader/page.ts';
import { readerStyle } from '../reader/style.ts';

const styleHash = createHash('sha256').update(readerStyle).digest('base64');

/**
 * The strictest policy these pages work under. `form-action` also judges the redirect after a form (CSP 3, section 6.4.2), so the
 * origin of the page that is returned to must stand in it.
 */
function policyOf(returnTo: string | null): string {
  const form = returnTo === null ? "'self'" : `'self' ${new URL(returnTo).origin}`;
  return `default-src 'none'; style-src 'sha256-${styleHash}'; img-src 'self'; form-action ${form}; base-uri 'none'; frame-ancestors 'none'`;
}

/** Sends a page that is made for this reader alone. */
export function sendPage(response: Response, content: Page, returnTo: string | null = null): void {
  response
    .set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': policyOf(returnTo) })
    .type('html')
    .send(page(content));
}
