import type { z } from 'zod';
import { iso } from '../comments/view.ts';
import { type Moderator, may } from '../moderators/may.ts';
import { shortenAddress } from '../net/address.ts';
import type { Site } from '../sites/site.ts';
import type { Store } from '../storage/store.ts';
import type { BlocksQuery, BlocksView, BlockView } from '../wire/privacy.ts';
import type { Block } from './block.ts';

interface Needs {
  readonly store: { readonly blocks: Pick<Store['blocks'], 'list'> };
  readonly now: () => number;
}

/** A site's blocks, latest first. The cursor is the last one's id. */
export async function listBlocks(
  needs: Needs,
  asked: { readonly site: Site; readonly moderator: Moderator },
  { limit, cursor }: z.infer<typeof BlocksQuery>,
): Promise<z.infer<typeof BlocksView>> {
  const found = await needs.store.blocks.list(asked.site.id, cursor ?? null, limit + 1);
  const shown = found.slice(0, limit);
  const blocks = shown.map((block) => blockView(needs, asked.moderator, block));
  return { blocks, next: found.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

/** Of an address, a moderator who is no owner sees what is left of it in the queue. */
export function blockView({ now }: Pick<Needs, 'now'>, moderator: Moderator, block: Block): BlockView {
  const { id, kind, name, by, note, createdAt, until } = block;
  const isWhole = kind !== 'address' || block.value.includes('/') || may(moderator, 'own', block.siteId);
  return {
    ...{ id, kind, name, note, by: by.name },
    value: isWhole ? block.value : (shortenAddress(block.value) ?? ''),
    createdAt: iso(createdAt),
    until: iso(until),
    inForce: until === null || until > now(),
  };
}
