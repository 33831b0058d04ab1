import { iso } from '../comments/view.ts';
import { eraseBySite, type Holding, readBySite } from './holding.ts';

/** Blocks on an email, alone or with a name. Those on an address or a domain name nobody. */
export const heldBlocks: Holding = {
  name: 'blocks',
  read: readBySite(async ({ store }, { email, site }) => {
    const blocks = await store.blocks.ofEmail(site.id, email.toLowerCase());
    const items = blocks.map(({ id, kind, value, name, note, createdAt, until }) => ({
      ...{ site: site.slug, id, kind, value, name, note, createdAt: iso(createdAt), until: iso(until) },
    }));
    return { items, next: null };
  }),
  erase: eraseBySite(async ({ store }, { email, site }, limit) => {
    const some = (await store.blocks.ofEmail(site.id, email.toLowerCase())).slice(0, limit);
    for (const { id } of some) await store.blocks.lift(id, { jobs: [], log: null });
    return { blocks: some.length };
  }),
};
