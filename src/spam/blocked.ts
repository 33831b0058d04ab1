import type { Block, BlockKind } from '../blocks/block.ts';
import { type Check, nothing, spam } from '../moderation/check.ts';

const named: Record<BlockKind, string> = {
  author: 'This name and email are',
  email: 'This email is',
  address: 'The address is',
  domain: 'A domain in it is',
};

/** Whom a moderator has blocked on the site. The reason names nobody: it is read by those who may not see an address whole. */
export const blocked: Check = {
  name: 'blocked',
  look: async ({ comment, visitor, at }, { blocks }) => {
    // Behind a proxy that is not trusted everybody has the proxy's address.
    const inForce = (await blocks(comment, at)).filter(({ kind }) => kind !== 'address' || visitor.addressKnown);
    const [longest] = inForce.toSorted((a, b) => endOf(b) - endOf(a));
    return longest ? spam(`${named[longest.kind]} blocked by a moderator, ${spanOf(longest)}.`, 6) : nothing;
  },
};

const endOf = ({ until }: Block): number => until ?? Number.POSITIVE_INFINITY;

function spanOf({ until }: Block): string {
  return until === null ? 'for good' : `until ${new Date(until).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
