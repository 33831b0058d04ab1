import type { Comment } from '../comments/comment.ts';
import { type Check, type Finding, hold, type Lookups, nothing, type Subject } from '../moderation/check.ts';

const asModerator = hold('The email is that of a moderator, but the sender is not signed in.');
const withoutEmail = hold('It came without an email, so its author cannot be known here.');
const unknown = hold('This name and email have no approved comment here yet.');
const newWebsite = hold('The author is known here, but not with this website.');
const linkback = hold('Linkbacks wait for a moderator on this site.');

/**
 * WordPress' "Comment author must have a previously approved comment". Anybody can type a known name and email, so a website new
 * to that author, which is what the impostor comes for, waits too.
 *
 * A moderator's email without a token waits even where the setting is off: moderators see the email beside the comment and would
 * take it for a colleague's, and it costs the true one no more than signing in.
 */
export const knownAuthor: Check = {
  name: 'known-author',
  look: ({ comment, site }, lookups) => {
    const isStrict = site.settings.holdUnknownAuthors;
    if (comment.type !== 'comment') return isStrict ? bySource({ comment, site }, lookups) : nothing;
    const { email } = comment.author;
    if (email === null) return isStrict ? withoutEmail : nothing;
    return byHistory(comment, { email, isStrict }, lookups);
  },
};

/** One that was approved before and is looked at again is known. Others are by their host, where the owner says so. */
function bySource({ comment, site }: Pick<Subject, 'comment' | 'site'>, lookups: Lookups): Finding | Promise<Finding> {
  const host = hostOf(comment.source?.url ?? '');
  if (comment.status === 'approved') return nothing;
  return site.settings.trustKnownSources && host !== null ? byHost(comment.siteId, host, lookups) : linkback;
}

async function byHost(siteId: string, host: string, lookups: Lookups): Promise<Finding> {
  const { approved, spam } = await lookups.sourceHistory(siteId, host);
  return approved && !spam ? nothing : linkback;
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname : null;
}

async function byHistory(
  { siteId, author }: Comment,
  { email, isStrict }: { readonly email: string; readonly isStrict: boolean },
  lookups: Lookups,
): Promise<Finding> {
  const { name, website } = author;
  const history = await lookups.authorHistory(siteId, { name, email, website });
  if (history.moderator) return asModerator;
  if (!isStrict) return nothing;
  if (!history.known) return unknown;
  return website !== null && !history.websiteKnown ? newWebsite : nothing;
}
