import { Parser } from 'htmlparser2';

/** An element on the way from the root, with what it hides. */
export interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Nobody sees it or what is in it. */
  readonly isHidden: boolean;
  /** Beside the text: navigation, sidebars, footers, the comments of others. */
  readonly isAside: boolean;
}

export interface HtmlWatch {
  open(element: Open): void;
  text?(text: string, parent: Open | undefined): void;
  close?(element: Open): void;
}

/** Deeper than any page that people wrote; an open element costs more the more there are. */
const deepest = 300;
const piece = 64 * 1024;

class TooDeep extends Error {}

/**
 * Walks a page as a stream of elements and text. What stands in comments, scripts, styles, templates and escaped text is no element.
 * Answers whether it came to the end: too deep a page is read as far as it is not.
 */
export function walkHtml(text: string, watch: HtmlWatch): boolean {
  const path: Open[] = [];
  let inertAround = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (path.length >= deepest) throw new TooDeep();
        const element = opened(name, attributes, path.at(-1));
        path.push(element);
        if (inertAround === 0) watch.open(element);
        if (inert.has(name)) inertAround += 1;
      },
      ontext: (data) => {
        if (inertAround === 0) watch.text?.(data, path.at(-1));
      },
      onclosetag: (name) => {
        const element = path.pop();
        if (inert.has(name)) inertAround -= 1;
        if (element && inertAround === 0) watch.close?.(element);
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true, recognizeSelfClosing: false },
  );
  try {
    for (let at = 0; at < text.length; at += piece) parser.write(text.slice(at, at + piece));
    parser.end();
    return true;
  } catch (error) {
    if (error instanceof TooDeep) return false;
    throw error;
  }
}

const inert = new Set([
  'template',
  'noscript',
  'noembed',
  'noframes',
  'iframe',
  'script',
  'style',
  'textarea',
  'xmp',
  'plaintext',
]);

/** Whole names alone: `has-sidebar` is worn by what the sidebar stands beside. */
const asides =
  /(?:^|\s)(?:comments?|comment-?list|comments-area|sidebar|widget|widget-area|blogroll|(?:site-|page-)?footer|nav|navbar|navigation|(?:main-|site-)?menu)(?:$|\s)/i;
/** Not what is faded in by scripts, which whole pages of honest people are. */
const hiding = /display\s*:\s*none|font-size\s*:\s*0(?![.\d]*[1-9])|(?:left|top|text-indent)\s*:\s*-\d{3,}/i;

function opened(name: string, attributes: Readonly<Record<string, string>>, parent: Open | undefined): Open {
  const { hidden, style = '' } = attributes;
  return {
    name,
    attributes,
    isHidden: parent?.isHidden === true || hidden !== undefined || hiding.test(style),
    isAside:
      parent?.isAside === true ||
      ['nav', 'footer', 'aside'].includes(name) ||
      (name !== 'body' && name !== 'html' && asides.test(`${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`)),
  };
}
