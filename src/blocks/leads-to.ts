import type { Comment } from '../comments/comment.ts';
import { domainsOf } from '../moderation/search.ts';
import { registrableDomain } from '../net/registrable-domain.ts';
import { isDomainOf } from '../sites/host.ts';
import type { Site } from '../sites/site.ts';

/**
 * The domain that a comment leads to: of its source, its website or the first link in its text, and of that what somebody registered.
 * Never its mailbox's, and never the site's own, which spam links to as well. Null where there is none.
 */
export async function domainItLeadsTo(
  { hosts }: Pick<Site, 'hosts'>,
  { author, text, source }: Pick<Comment, 'author' | 'text' | 'source'>,
): Promise<string | null> {
  for (const domain of domainsOf({ author: { ...author, email: null }, text, source })) {
    const registered = await registrableDomain(domain);
    if (!isDomainOf(hosts, registered)) return registered;
  }
  return null;
}
