import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { type Page, page } from '../reader/page.ts';
import { readerStyle } from '../reader/style.ts';

const styleHash = createHash('sha256').update(readerStyle).digest('base64');

/** What a page needs beside its own text. */
export interface Surroundings {
  /** Null where it stands nowhere in the page. */
  readonly publicUrl: string | null;
  /** Hosts whose pages a form may lead back to. */
  readonly formsTo?: readonly string[];
  /** The widget stands in it. */
  readonly hasWidget?: boolean;
  /** A reader's own page, which the back button finds again with all that was typed. */
  readonly isKept?: boolean;
}

/** Of more hosts, the first: they go along in a header, and proxies take only so much. */
const mostHosts = 10;

/**
 * The strictest policy these pages work under. Who reaches the service by another name than PUBLIC_URL's still gets what stands
 * there. `form-action` also judges every redirect after a form (CSP 3, section 6.4.2): that to the article, and the site's own to
 * its other name or to https, which a source with http matches as well (section 6.7.2.8).
 */
function policyOf({ publicUrl, formsTo = [], hasWidget = false }: Surroundings): string {
  const own = publicUrl === null ? "'self'" : `'self' ${new URL(publicUrl).origin}`;
  const back = [...new Set(formsTo)].slice(0, mostHosts).flatMap(sourcesOf).join(' ');
  const widget = `script-src ${own}; connect-src ${own}; require-trusted-types-for 'script'; trusted-types backtalk; `;
  return `default-src 'none'; style-src 'sha256-${styleHash}'; img-src ${own}; ${hasWidget ? widget : ''}form-action ${own} ${back}; base-uri 'none'; frame-ancestors 'none'`;
}

/** Without a port every port is meant, and a leading `www.` makes no difference, as in sites/host.ts. No policy can name IPv6. */
function sourcesOf(host: string): string[] {
  if (host.startsWith('[')) return [];
  const bare = host.replace(/^www\./, '');
  const names = /^[\d.:]+$/.test(bare) ? [bare] : [bare, `www.${bare}`];
  return names.map((name) => `http://${name}${/:\d+$/.test(name) ? '' : ':*'}`);
}

/** Sends a page that is made for this reader alone. */
export function sendPage(response: Response, content: Page, surroundings: Surroundings): void {
  response
    .set({
      'Cache-Control': surroundings.isKept ? 'private, no-cache' : 'no-store',
      'Content-Security-Policy': policyOf(surroundings),
      // With no-referrer a browser sends `Origin: null` with a form, even to where the page came from.
      'Referrer-Policy': 'same-origin',
    })
    .type('html')
    .send(page(content));
}
