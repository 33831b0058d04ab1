import { type Check, hold, nothing } from '../moderation/check.ts';

/** Holds at the site's number of links, not above it. Counts rendered anchors, as WordPress' `check_comment` does. */
export const links: Check = {
  name: 'links',
  look: ({ comment, site }) => {
    const count = comment.html.match(/<a\s/gi)?.length ?? 0;
    const { holdAtLinks } = site.settings;
    if (count < holdAtLinks) return nothing;
    return hold(`It has ${count === 1 ? 'a link' : `${count} links`}; this site holds comments with ${holdAtLinks} or more.`, 1);
  },
};
