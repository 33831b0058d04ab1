import type { QueueView } from '../../wire/moderation.ts';
import { hrefTo } from '../route.ts';

export type Counts = QueueView['counts'];
export type Status = keyof Counts;
export const statuses: readonly Status[] = ['pending', 'approved', 'spam', 'trash'];
export const types = ['comment', 'webmention', 'pingback', 'trackback'] as const;

/** What of a site's queue is shown. */
export interface Filter {
  readonly site: string;
  readonly status: Status;
  readonly type: string;
  readonly q: string;
}

export function filterOf(site: string, query: Readonly<Record<string, string>>): Filter {
  const status = statuses.find((one) => one === query['status']) ?? 'pending';
  const type = types.find((one) => one === query['type']) ?? '';
  return { site, status, type, q: query['q'] ?? '' };
}

/** The address of this part of the queue, with what is said to differ. */
export function hrefOf(filter: Filter, change: Partial<Filter> = {}): string {
  const { site, status, type, q } = { ...filter, ...change };
  return hrefTo({ screen: 'queue', site, query: { status: status === 'pending' ? undefined : status, type, q } });
}

export const isNarrowed = ({ type, q }: Filter): boolean => type !== '' || q.trim() !== '';
