import type { Comment, QueueStatus, StoredComment } from '../comments/comment.ts';
import { ownedPart } from '../spam/filter/hosts.ts';
import { readingOf } from '../spam/reading-of.ts';
import { isAlike, traceOf } from '../spam/trace.ts';
import type { Store } from '../storage/store.ts';
import type { LookAlike } from '../wire/moderation.ts';

export interface LookAlikeNeeds {
  readonly store: { readonly queue: Pick<Store['queue'], 'list' | 'search'> };
}

const statuses: readonly QueueStatus[] = ['pending', 'approved'];
const mostHosts = 5;
const ofEach = 100;
const most = 200;

/**
 * What waits or stands on the site and looks like a comment that was just called spam: a link to the same host, nearly the same words,
 * the same address. A wave is cleared by one more decision on these.
 */
export async function lookAlikes(needs: LookAlikeNeeds, spam: StoredComment, decided: ReadonlySet<string>): Promise<LookAlike[]> {
  const found = new Map<string, LookAlike>();
  const add = (why: LookAlike['why'], comments: readonly StoredComment[]) => {
    for (const { id, version, status } of comments) {
      if (!decided.has(id) && !found.has(id) && (status === 'pending' || status === 'approved'))
        found.set(id, { id, version, status, why });
    }
  };
  for (const host of hostsOf(spam)) add('link', await listed(needs, spam.siteId, `domain:${host}`));
  if (spam.address !== null) add('address', await listed(needs, spam.siteId, `ip:${spam.address}`));
  add('text', (await listed(needs, spam.siteId, null)).filter(saysTheSameAs(spam)));
  return [...found.values()].slice(0, most);
}

function hostsOf(comment: Comment): readonly string[] {
  const { hosts, websiteHost } = readingOf(comment);
  const owned = [...hosts, websiteHost].filter((host) => host !== '').map(ownedPart);
  return [...new Set(owned)].slice(0, mostHosts);
}

function saysTheSameAs(spam: Comment): (other: Comment) => boolean {
  const mine = traceOf(spam).likeness;
  return (other) => {
    const { likeness } = traceOf(other);
    return mine !== null && likeness !== null && isAlike(mine, likeness);
  };
}

/** One term is read from its index in order, which takes no time. */
const never = () => false;

async function listed({ store }: LookAlikeNeeds, siteId: string, term: string | null): Promise<StoredComment[]> {
  const query = { siteId, type: null, after: null, limit: ofEach };
  const ofStatus = async (status: (typeof statuses)[number]) =>
    term === null
      ? store.queue.list({ ...query, status })
      : (await store.queue.search({ ...query, status, terms: [{ anyOf: [term] }] }, never)).comments;
  return (await Promise.all(statuses.map(ofStatus))).flat();
}
