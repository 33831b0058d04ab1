import { iso } from '../comments/view.ts';
import type { Site } from '../sites/site.ts';
import type { Store } from '../storage/store.ts';
import type { LinkbacksView } from '../wire/linkbacks.ts';
import type { Pair } from './pair.ts';
import type { Sending } from './sending.ts';
import { statusOf } from './status.ts';

export interface ListNeeds {
  readonly store: { readonly received: Pick<Store['received'], 'list'>; readonly sendings: Pick<Store['sendings'], 'list'> };
}

interface Asked {
  readonly way: 'in' | 'out';
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** What came in to a site or went out from it, with what became of it. */
export async function listLinkbacks(
  { store }: ListNeeds,
  site: Site,
  { way, cursor = undefined, limit }: Asked,
): Promise<LinkbacksView> {
  const ledger = way === 'in' ? store.received : store.sendings;
  const found: readonly (Pair | Sending)[] = await ledger.list(site.id, cursor ?? null, limit + 1);
  const shown = found.slice(0, limit);
  return {
    received: shown.flatMap((entry) => ('protocol' in entry ? [receivedView(site, entry)] : [])),
    sent: shown.flatMap((entry) => ('what' in entry ? [sentView(entry)] : [])),
    next: found.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

function receivedView(site: Site, pair: Pair): LinkbacksView['received'][number] {
  const { id, protocol, source, target, state, commentId } = pair;
  const { text } = statusOf('', site, pair);
  return {
    id,
    protocol,
    source,
    target,
    state,
    text,
    receivedAt: iso(pair.receivedAt),
    checkedAt: iso(pair.checkedAt),
    comment: commentId,
  };
}

function sentView({ id, what, url, state, changedAt, links }: Sending): LinkbacksView['sent'][number] {
  const views = links.map(({ at, isRemoved, ...link }) => ({ ...link, at: iso(at), removed: isRemoved }));
  return { id, what, url, state, changedAt: iso(changedAt), links: views };
}
