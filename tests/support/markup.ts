import { type DefaultTreeAdapterTypes, parse, parseFragment } from 'parse5';

/** An element as a browser's parser sees it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** All text inside it. */
  readonly text: string;
  /** SVG and MathML have parsing rules of their own. */
  readonly foreign: boolean;
}

type Node = DefaultTreeAdapterTypes.ChildNode;

const xhtml = 'http://www.w3.org/1999/xhtml';

/** Every element of a whole page, in order. */
export const elementsOf = (page: string): Element[] => parse(page).childNodes.flatMap(within);

/** Every element of markup as it is put into an element of a page. */
export const elementsOfFragment = (markup: string): Element[] => parseFragment(markup).childNodes.flatMap(within);

function within(node: Node): Element[] {
  // A comment is nothing that we write: where one stands, text was taken for markup.
  if (node.nodeName === '#comment') return [{ name: '#comment', attributes: {}, text: '', foreign: false }];
  if (!('tagName' in node)) return [];
  const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
  const own = { name: node.tagName, attributes, text: textOf(node), foreign: node.namespaceURI !== xhtml };
  const inner = node.nodeName === 'template' && 'content' in node ? node.content.childNodes : node.childNodes;
  return [own, ...inner.flatMap(within)];
}

function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}
