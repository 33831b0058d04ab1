import {
  type Check,
  type Finding,
  hold,
  type Lookups,
  nothing,
  type SourceSigns,
  type Subject,
  spam,
} from '../moderation/check.ts';

const blocked = spam('Another linkback from this host is among the spam of this site.', 4);
const hidden = hold('The link to the page is there, but hidden from those who read the source.', 3);
const aside = hold('The link to the page stands outside the source’s text.', 1);

/** A long article with its references links to fewer; a list of recommendations may come near it, and a link farm is beyond. */
const manyHosts = 100;
const farmHosts = 200;

/** What the source of a linkback looks like. Comments have none. */
export const linkSource: Check = {
  name: 'link-source',
  look: ({ comment, source }, lookups) => {
    if (comment.type === 'comment' || comment.source === null) return nothing;
    return byHost(comment, lookups, source);
  },
};

async function byHost(
  { siteId, source }: Subject['comment'],
  lookups: Lookups,
  signs: SourceSigns | undefined,
): Promise<Finding> {
  const host = new URL(source?.url ?? '').hostname;
  const history = await lookups.sourceHistory(siteId, host);
  if (history.spam && !history.approved) return blocked;
  return signs === undefined ? nothing : bySigns(signs);
}

function bySigns({ isHidden, isAside, linkedHosts }: SourceSigns): Finding {
  if (isHidden) return hidden;
  if (linkedHosts >= farmHosts) return spam(`The source links to ${linkedHosts} other hosts, as link farms do.`, 5);
  if (linkedHosts >= manyHosts) return hold(`The source links to ${linkedHosts} other hosts.`, 3);
  return isAside ? aside : nothing;
}
