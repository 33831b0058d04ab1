import { type Element, elementsOf } from './markup.ts';
import { article } from './reader.ts';
import type { Running } from './running.ts';

/** A page that needs no JavaScript, as a browser's parser sees it. */
export interface ShownPage {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  readonly elements: readonly Element[];
  /** All that a reader can read. */
  readonly text: string;
  /** Where the link with that text leads. */
  link(text: string): string | undefined;
  /** The form's fields with what stands in them. */
  fields(): Record<string, string>;
}

export async function pageAt(address: string, init: RequestInit = {}): Promise<ShownPage> {
  const answer = await fetch(address, { redirect: 'manual', ...init });
  const html = await answer.text();
  const elements = elementsOf(html);
  const text = elements.find(({ name }) => name === 'body')?.text ?? '';
  return {
    status: answer.status,
    headers: answer.headers,
    html,
    elements,
    text,
    link: (asked) => elements.find((one) => one.name === 'a' && one.text.trim() === asked)?.attributes['href'],
    fields: () => fieldsIn(elements),
  };
}

function fieldsIn(elements: readonly Element[]): Record<string, string> {
  const fields = elements.filter(({ name }) => name === 'input' || name === 'textarea');
  return Object.fromEntries(
    fields.map(({ name, attributes, text }) => [
      attributes['name'] ?? '',
      name === 'textarea' ? text : (attributes['value'] ?? ''),
    ]),
  );
}

export const threadAddress = ({ url }: Pick<Running, 'url'>, more: Readonly<Record<string, string>> = {}): string =>
  `${url}/thread?${new URLSearchParams({ site: 'blog', url: article, ...more })}`;

export const threadPage = (service: Pick<Running, 'url'>, more: Readonly<Record<string, string>> = {}): Promise<ShownPage> =>
  pageAt(threadAddress(service, more));

/** Fills a page's form in and sends it, hidden fields included. */
export function sendForm(
  { url }: Pick<Running, 'url'>,
  page: ShownPage,
  typed: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<ShownPage> {
  const body = new URLSearchParams({ ...page.fields(), name: 'Anna', email: 'anna@example.org', ...typed });
  return pageAt(`${url}/comments`, { method: 'POST', body, headers });
}
