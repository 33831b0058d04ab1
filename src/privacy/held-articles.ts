import { eraseBySite, type Holding, readBySite } from './holding.ts';

/** More articles than anybody writes for one site. */
const most = 100_000;

/** Articles whose author this address is, by a moderator's word, a feed's or an import's. Erased, nobody but a moderator names one there again. */
export const heldArticles: Holding = {
  name: 'articles',
  read: readBySite(async ({ store }, { email, site }) => {
    const pages = await store.pages.byAuthor({ siteId: site.id, email }, most);
    const items = pages.map(({ url, author, authorFrom }) => ({
      ...{ site: site.slug, page: url, name: author?.name ?? null, email: author?.email ?? null, from: authorFrom },
    }));
    return { items, next: null };
  }),
  erase: eraseBySite(async ({ store }, { email, site }, limit) => {
    const pages = await store.pages.byAuthor({ siteId: site.id, email }, limit);
    for (const { id } of pages) await store.pages.nameAuthor(id, { author: null, from: 'moderator' }, { jobs: [], log: null });
    return { articles: pages.length };
  }),
};
