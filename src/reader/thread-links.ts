import type { ThreadPageQuery } from '../wire/reader.ts';
import type { Links } from './thread-list.ts';

/** What every address of one thread's page repeats. */
export type Here = Pick<ThreadPageQuery, 'site' | 'url' | 'order' | 'limit' | 'lang' | 'title'>;

type Query = Here & Readonly<Record<string, string | number | undefined>>;

export function hereOf({ site, url, order, limit, lang, title }: Here): Here {
  return { site, url, order, limit, lang, title };
}

/** The address of the page without JavaScript for what is asked. */
export function addressAt(publicUrl: string, query: Query): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, String(value));
  return `${publicUrl}/thread?${asked}`;
}

/** The links of a list: each leads to that page, from wherever the list stands. */
export function linksAt(publicUrl: string, here: Here, page: string): Links {
  const at = (more: Readonly<Record<string, string>>) => addressAt(publicUrl, { ...here, ...more });
  return {
    page,
    replyTo: (id) => `${at({ replyto: id })}#respond`,
    more: (root, cursor) => at({ root, cursor }),
    at: (cursor) => `${at({ cursor })}#comments`,
  };
}
