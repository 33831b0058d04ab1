import { SaxesParser } from 'saxes';
import { decodeAs } from '../net/charset.ts';

/** Not well formed, or more than anybody needs to say. */
export class BadXml extends Error {}

export interface XmlWatch {
  open(path: readonly string[], attributes: Readonly<Record<string, string>>): void;
  text(text: string, path: readonly string[]): void;
  close?(path: readonly string[]): void;
}

const deepest = 50;
const elementsOfACall = 5_000;

/**
 * Walks a small document. No entity but XML's five is known, so that none is ever expanded; a DOCTYPE with an internal subset is
 * refused, one without is ignored.
 * @throws BadXml
 */
export function walkXml(text: string, watch: XmlWatch, mostElements = elementsOfACall): void {
  const parser = new SaxesParser({ position: false });
  const path: string[] = [];
  let elements = 0;
  parser.on('error', (error) => {
    throw new BadXml(error.message);
  });
  parser.on('doctype', (doctype) => {
    if (doctype.includes('[')) throw new BadXml('a DOCTYPE with an internal subset');
  });
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name);
    elements += 1;
    if (path.length > deepest || elements > mostElements) throw new BadXml('too deep or too much');
    watch.open(path, attributes as Record<string, string>);
  });
  parser.on('text', (piece) => watch.text(piece, path));
  parser.on('cdata', (piece) => watch.text(piece, path));
  parser.on('closetag', () => {
    watch.close?.(path);
    path.pop();
  });
  parser.write(text).close();
}

/** The text of an XML body: by its byte order mark, else by its own declaration, else UTF-8 where it is that. Media types lie. */
export function xmlText(bytes: Buffer): string {
  const declared = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(bytes.subarray(0, 300).toString('latin1'));
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const label = isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : (declared?.[1] ?? 'utf-8');
  const text = decodeAs(bytes, label) ?? bytes.toString('latin1');
  return text.replace(/^[\uFEFF\s]+/, '');
}
