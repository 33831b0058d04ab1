import { isDefault, type ReadingNeeds, readDefault, type ThreadAnswer } from '../comments/reading.ts';
import { makeReady } from '../comments/ready-bytes.ts';
import { emptyThread, readThread } from '../comments/thread.ts';
import { html } from '../html.ts';
import { findPage } from '../sites/find-page.ts';
import type { Site } from '../sites/site.ts';
import type { ThreadPageQuery } from '../wire/reader.ts';
import type { ThreadView } from '../wire/thread.ts';
import { partOf } from './shown.ts';
import { speechIn } from './speech.ts';
import { hereOf, linksAt } from './thread-links.ts';
import { pager, threadList } from './thread-list.ts';

const type = 'text/html; charset=utf-8';

/** What a page includes: the list alone. Nothing in it depends on the time or the reader, so that it is kept like the JSON. */
export async function answerFragment(needs: ReadingNeeds, query: ThreadPageQuery, target: string): Promise<ThreadAnswer> {
  const request = partOf(query);
  const site = await needs.sites.bySlug(query.site);
  const { page, url } = await findPage(needs.store, site, query.url);
  const { sMaxAge } = site.settings;
  const bytesOf = (thread: ThreadView) => Buffer.from(listOf(needs, thread, { site, url: thread.page.url ?? url, query }));
  if (!page) return { body: bytesOf(emptyThread(site, request)), type, sMaxAge };
  if (query.lang !== undefined || !isDefault(request))
    return { body: bytesOf(await readThread(needs, { site, page }, request)), type, sMaxAge };
  const make = async () => makeReady(bytesOf(await readDefault(needs, site, page)), { sMaxAge, type });
  return { ready: await needs.threads.answer({ site, page, kind: 'fragment', target }, make) };
}

interface Asked {
  readonly site: Site;
  readonly url: string;
  readonly query: ThreadPageQuery;
}

function listOf({ publicUrl }: ReadingNeeds, thread: ThreadView, { site, url, query }: Asked): string {
  const speech = speechIn(query.lang ?? site.settings.locale);
  // What one reader's address says beside the part and the language must not stand in bytes that everybody gets.
  const here = hereOf({ ...query, url, title: undefined });
  const shown = { speech, links: linksAt(publicUrl, here, url) };
  return html`${threadList(thread, speech, shown.links)}${pager(thread, query.order ?? site.settings.order, shown)}\n`.text;
}
