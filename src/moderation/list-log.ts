import type { z } from 'zod';
import { iso } from '../comments/view.ts';
import { refuseField } from '../refusal.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import type { LogQuery, LogView } from '../wire/moderation.ts';

interface Needs {
  readonly store: { readonly queue: Pick<Store['queue'], 'log'> };
  readonly sites: Pick<SiteBook, 'all'>;
}

const entryId = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** The log of these sites, newest first; `sites` null means all of them and what is of no site. The cursor is the last entry's id. */
export async function listLog(
  needs: Needs,
  sites: readonly string[] | null,
  query: z.infer<typeof LogQuery>,
): Promise<z.infer<typeof LogView>> {
  if (query.cursor !== undefined && !entryId.test(query.cursor))
    refuseField('cursor', 'invalid', 'This is no cursor of the log.');
  const found = await needs.store.queue.log(sites, query.cursor ?? null, query.limit + 1);
  const shown = found.slice(0, query.limit);
  const slugs = new Map((await needs.sites.all()).map((site) => [site.id, site.slug]));
  const entries = shown.map(({ id, siteId, at, actor, act, note, detail }) => ({
    id,
    site: siteId === null ? null : (slugs.get(siteId) ?? null),
    at: iso(at),
    who: actor.name,
    act,
    note,
    detail: { ...detail },
  }));
  return { entries, next: found.length > query.limit ? (shown.at(-1)?.id ?? null) : null };
}
