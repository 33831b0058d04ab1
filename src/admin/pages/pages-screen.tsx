import type { ComponentChildren } from 'preact';
import type { PagesView } from '../../wire/overview.ts';
import { ask } from '../ask.ts';
import { OutsideLink } from '../queue/outside-link.tsx';
import { go, hrefTo, route } from '../route.ts';
import { attempt, typedIn } from '../shell/attempt.ts';
import { PagedList, usePaged } from '../shell/paged.tsx';
import { fill, plural, words } from '../words/words.ts';
import { PageAuthor } from './page-author.tsx';

type Page = PagesView['pages'][number];

/** The pages of a site, and whether their threads take comments. */
export function PagesScreen({ site }: { readonly site: string }) {
  const q = route.value.query['q'] ?? '';
  const paged = usePaged(
    async (cursor) => {
      const { pages, next } = await ask<PagesView>('moderation/pages', { query: { site, q, cursor } });
      return { items: pages, next };
    },
    [site, q],
  );
  const search = (event: SubmitEvent) => go({ screen: 'pages', query: { q: typedIn(event)['q'] } });
  const set = async (page: Page, open: boolean | null) => {
    const done = fill(words.pages.done[String(open) as 'true' | 'false' | 'null'], { title: page.title ?? page.url });
    const body = { site, url: page.url, open };
    if (await attempt(() => ask('moderation/pages', { method: 'PATCH', body }), done)) paged.again();
  };
  return (
    <>
      <h1>{words.pages.title}</h1>
      <search>
        <form class="inline" onSubmit={search} key={q}>
          <label>
            {words.pages.search}
            <input type="search" name="q" defaultValue={q} maxLength={500} dir="auto" />
          </label>
          <button type="submit">{words.queue.find}</button>
        </form>
      </search>
      <PagedList of={paged} empty={q === '' ? words.pages.empty : words.pages.notFound}>
        {(pages) => (
          <ul class="entries">
            {pages.map((page) => (
              <li key={page.url}>
                <PageEntry page={page} set={(open) => void set(page, open)}>
                  <PageAuthor site={site} page={page} again={paged.again} />
                </PageEntry>
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </>
  );
}

interface Shown {
  readonly page: Page;
  readonly set: (open: boolean | null) => void;
  readonly children: ComponentChildren;
}

function PageEntry({ page, set, children }: Shown) {
  const { url, title, open, said, aged, count } = page;
  const why = said !== null ? words.pages.bySaid : aged ? words.pages.byAge : words.pages.bySettings;
  return (
    <article class="entry">
      <p>
        <OutsideLink href={url}>
          <bdi>{title ?? url}</bdi>
        </OutsideLink>{' '}
        <span class={open ? 'badge known' : 'badge new'}>{open ? words.pages.open : words.pages.closed}</span>
      </p>
      <p class="hint">
        {title && (
          <>
            <bdi>{url}</bdi> ·{' '}
          </>
        )}
        <a href={hrefTo({ screen: 'queue', query: { status: 'approved', q: `page:${url}` } })}>
          {plural(words.pages.comments, count)}
        </a>{' '}
        · {why}
      </p>
      <p class="acts">
        <button type="button" onClick={() => set(!open)}>
          {open ? words.pages.close : words.pages.reopen}
        </button>
        {said !== null && (
          <button type="button" class="quiet" onClick={() => set(null)}>
            {words.pages.asSettings}
          </button>
        )}
      </p>
      {children}
    </article>
  );
}
