import { type Check, evidence, hint, nothing } from '../moderation/check.ts';
import { traceOf } from './trace.ts';

/** The very same link on other pages. Once approved somewhere, it is one of the site's own subjects. */
export const linkElsewhere: Check = {
  name: 'link-elsewhere',
  look: async ({ comment }, { recent }) => {
    const mine = traceOf(comment);
    if (mine.links.length === 0) return nothing;
    const links = new Set(mine.links);
    const others = (await recent.traces(comment.siteId)).filter(
      (other) => other.pageId !== comment.pageId && other.links.some((link) => links.has(link)),
    );
    if (others.length === 0 || others.some((other) => other.status === 'approved')) return nothing;
    if (others.some((other) => other.status === 'spam'))
      return evidence(3, 'A comment with the same link is spam on another page.');
    return hint(1.5, `The same link waits on ${new Set(others.map((other) => other.pageId)).size} other pages.`);
  },
};
