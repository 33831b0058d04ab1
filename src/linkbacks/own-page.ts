import { createHash } from 'node:crypto';
import { plainUrl } from './same-url.ts';
import { linksOf } from './source-page.ts';
import { walkHtml } from './walk-html.ts';

/** A page of ours, as far as it matters to those it links to. */
export interface OwnPage {
  /** Where its text links to, other hosts alone; in document order. */
  readonly links: readonly string[];
  /** Of its text and links: while it is the same, nobody needs to be told anything. */
  readonly digest: string;
}

const mostLinks = 100;

/** What stands in navigation, sidebars, footers and comments is not what the page says. */
export function readOwnPage(text: string, url: string): OwnPage {
  const links = new Set<string>();
  let base = url;
  let words = '';
  walkHtml(text, {
    open: (element) => {
      if (element.name === 'base' && base === url) base = plainUrl(element.attributes['href'] ?? '', url) ?? url;
      if (element.name !== 'a' || element.isAside || element.isHidden) return;
      for (const link of linksOf(element, base))
        if (links.size < mostLinks && new URL(link).host !== new URL(url).host) links.add(link);
    },
    text: (piece, parent) => {
      if (!parent?.isAside && !parent?.isHidden) words += piece;
    },
  });
  const said = JSON.stringify([words.replace(/\s+/gu, ' '), [...links]]);
  return { links: [...links], digest: createHash('sha256').update(said).digest('base64url') };
}
