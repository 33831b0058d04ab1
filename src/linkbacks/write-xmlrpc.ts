import { html, raw } from '../html.ts';

const declaration = raw('<?xml version="1.0" encoding="UTF-8"?>\n');
const text = (value: string) => html`<value><string>${visible(value)}</string></value>`;

/** What XML 1.0 cannot hold is left out. */
function visible(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return value.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}

export function successAnswer(said: string): string {
  return html`${declaration}<methodResponse><params><param>${text(said)}</param></params></methodResponse>\n`.text;
}

export function listAnswer(items: readonly string[]): string {
  const data = html`<value><array><data>${items.map(text)}</data></array></value>`;
  return html`${declaration}<methodResponse><params><param>${data}</param></params></methodResponse>\n`.text;
}

/** `faultCode` first and as an `int`: WordPress takes a 48 for an answer only so. */
export function faultAnswer(code: number, said: string): string {
  const members = html`<member><name>faultCode</name><value><int>${String(code)}</int></value></member><member><name>faultString</name>${text(said)}</member>`;
  return html`${declaration}<methodResponse><fault><value><struct>${members}</struct></value></fault></methodResponse>\n`.text;
}

export function pingCall(source: string, target: string): string {
  const params = [source, target].map((url) => html`<param>${text(url)}</param>`);
  return html`${declaration}<methodCall><methodName>pingback.ping</methodName><params>${params}</params></methodCall>\n`.text;
}
