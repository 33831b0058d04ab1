import type { StoredComment } from '../comments/comment.ts';
import { fill } from '../words/fill.ts';
import { commentParts } from './comment-parts.ts';
import type { Compose, ComposeNeeds } from './compose.ts';
import type { LetterPart } from './letter.ts';
import { letterTo, type Moderated, moderatedBy } from './moderated.ts';

const mostShown = 25;
const mostCounted = 500;

/** To a moderator, for an hour or a day: what came in since the digest was begun and still waits, or all of it. */
export const commentDigest: Compose = async (needs, mail) => {
  const to = await moderatedBy(needs, mail);
  if (!to) return null;
  const waiting = await arrived(needs, to, 'pending');
  const posted = to.site.settings.notifyModerators === 'all' ? await arrived(needs, to, 'approved') : [];
  const all = [...waiting, ...posted];
  if (all.length === 0) return null;
  const { mail: words, words: common, count } = to.speech;
  const named = fill(waiting.length > 0 ? words.digestWaiting : words.digestNew, 'site', to.site.name);
  const subject = fill(named, 'count', count(common.count, all.length));
  return letterTo(needs, to, {
    subject,
    thread: [`site.${to.site.id}`.toLowerCase()],
    parts: [{ kind: 'heading', text: subject }, ...(await shown(needs, to, all))],
  });
};

/** Linkbacks and comments, of nobody who moderates. */
async function arrived(
  needs: ComposeNeeds,
  { site, since }: Moderated,
  status: 'pending' | 'approved',
): Promise<readonly StoredComment[]> {
  const query = { siteId: site.id, status, type: null, after: null, limit: mostCounted };
  const newest = await needs.store.queue.list(query);
  return newest.filter(({ createdAt, author }) => createdAt >= since && !author.moderator).toReversed();
}

async function shown(needs: ComposeNeeds, to: Moderated, all: readonly StoredComment[]): Promise<readonly LetterPart[]> {
  const parts: LetterPart[] = [];
  for (const comment of all.slice(0, mostShown)) {
    parts.push({ kind: 'heading', text: comment.author.name }, ...(await commentParts(needs, to, comment)));
  }
  if (all.length > mostShown) parts.push({ kind: 'paragraph', text: `+ ${all.length - mostShown}` });
  return parts;
}
