import type { Comment, StoredComment } from '../../comments/comment.ts';
import type { Page } from '../../sites/page.ts';
import type { Site } from '../../sites/site.ts';
import { defaultSettings, type Settings } from '../../wire/settings.ts';
import type { Row } from './database.ts';

const text = (value: Row[string] | undefined): string => String(value ?? '');
const orNull = (value: Row[string] | undefined): string | null => (value === null || value === undefined ? null : String(value));
const number = (value: Row[string] | undefined): number => Number(value ?? 0);
const numberOrNull = (value: Row[string] | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);
const parsed = <T>(value: Row[string] | undefined): T => JSON.parse(text(value)) as T;

/** Every column of a comment but those only the store needs. */
export const commentColumns = `id, site_id, page_id, type, parent, lineage, status, name, email, website, moderator, text, format, html, renderer,
  source, title_hint, created_at, edited_at, version, address, user_agent, verdict, edit_epoch, idem_key, idem_digest, children, below, reports, former`;

export function commentOf(row: Row): StoredComment {
  return {
    id: text(row['id']),
    siteId: text(row['site_id']),
    pageId: text(row['page_id']),
    type: text(row['type']) as Comment['type'],
    parent: orNull(row['parent']),
    lineage: parsed(row['lineage']),
    status: text(row['status']) as Comment['status'],
    author: {
      name: text(row['name']),
      email: orNull(row['email']),
      website: orNull(row['website']),
      moderator: row['moderator'] === 1,
    },
    text: text(row['text']),
    format: text(row['format']) as Comment['format'],
    html: text(row['html']),
    renderer: number(row['renderer']),
    source: row['source'] === null ? null : parsed(row['source']),
    titleHint: orNull(row['title_hint']),
    createdAt: number(row['created_at']),
    editedAt: numberOrNull(row['edited_at']),
    version: number(row['version']),
    address: orNull(row['address']),
    userAgent: orNull(row['user_agent']),
    verdict: parsed(row['verdict']),
    editEpoch: number(row['edit_epoch']),
    idempotency: row['idem_key'] === null ? null : { key: text(row['idem_key']), digest: text(row['idem_digest']) },
    children: number(row['children']),
    below: number(row['below']),
    reports: number(row['reports']),
    ...(typeof row['former'] === 'string' && { former: parsed(row['former']) }),
  };
}

/** What `pageOf` reads. */
export const pageColumns =
  'id, site_id, url, title, title_from, date, first_at, open, aged, count, version, author_name, author_email, author_from';

export function pageOf(row: Row): Page {
  return {
    id: text(row['id']),
    siteId: text(row['site_id']),
    url: text(row['url']),
    title: orNull(row['title']),
    titleFrom: orNull(row['title_from']) as Page['titleFrom'],
    date: numberOrNull(row['date']),
    author: row['author_email'] === null ? null : { name: orNull(row['author_name']), email: text(row['author_email']) },
    authorFrom: orNull(row['author_from']) as Page['authorFrom'],
    firstAt: numberOrNull(row['first_at']),
    open: row['open'] === null ? null : row['open'] === 1,
    aged: row['aged'] === 1,
    count: number(row['count']),
    version: number(row['version']),
  };
}

export function siteOf(row: Row): Site {
  return {
    id: text(row['id']),
    slug: text(row['slug']),
    name: text(row['name']),
    hosts: parsed(row['hosts']),
    // What a site was stored without has the default of a later version.
    settings: { ...defaultSettings, ...parsed<Partial<Settings>>(row['settings']) },
    version: number(row['version']),
    createdAt: number(row['created_at']),
  };
}
