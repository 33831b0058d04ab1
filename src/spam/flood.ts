import { type Check, demand, nothing } from '../moderation/check.ts';

/**
 * One comment per address or email within `floodSeconds` (WordPress' `wp_check_comment_flood`). A linkback is not asked: one
 * article that links to five of ours sends five at once.
 */
export const flood: Check = {
  name: 'flood',
  look: ({ site, comment, visitor, at }) => {
    const { floodSeconds } = site.settings;
    // Behind a proxy that is not trusted all visitors share one address, and one would silence the others.
    const address = visitor.addressKnown ? visitor.address : null;
    const { email } = comment.author;
    if (comment.type !== 'comment' || floodSeconds === 0 || (address === null && email === null)) return nothing;
    return demand({ quiet: { since: at - floodSeconds * 1_000, address, email } });
  },
};
