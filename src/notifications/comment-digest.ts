import type { StoredComment } from '../comments/comment.ts';
import { fill } from '../words/fill.ts';
import { isTold } from './comment-notice.ts';
import { commentParts } from './comment-parts.ts';
import type { Compose, ComposeNeeds } from './compose.ts';
import { commentsIn } from './join-digest.ts';
import type { LetterPart } from './letter.ts';
import type { Mail } from './mail.ts';
import { letterTo, type Moderated, moderatedBy } from './moderated.ts';

const mostShown = 25;

/** To a moderator, for an hour or a day: what came in, as far as it still waits, or all of it. */
export const commentDigest: Compose = async (needs, mail) => {
  const to = await moderatedBy(needs, mail);
  if (!to) return null;
  const all = await standing(needs, mail, to);
  if (all.length === 0) return null;
  const { mail: words, words: common, count } = to.speech;
  const named = fill(all[0]?.status === 'pending' ? words.digestWaiting : words.digestNew, 'site', to.site.name);
  const subject = fill(named, 'count', count(common.count, all.length));
  return letterTo(needs, to, {
    subject,
    thread: [`site.${to.site.id}`.toLowerCase()],
    parts: [{ kind: 'heading', text: subject }, ...(await shown(needs, to, all))],
  });
};

/** What waits before the others; nobody need be told of what was decided meanwhile. */
async function standing(needs: ComposeNeeds, mail: Mail, { site }: Moderated): Promise<readonly StoredComment[]> {
  const told = (await commentsIn(needs, mail)).filter(({ status }) => isTold(status, site.settings.notifyModerators));
  return told.toSorted((a, b) => Number(b.status === 'pending') - Number(a.status === 'pending'));
}

async function shown(needs: ComposeNeeds, to: Moderated, all: readonly StoredComment[]): Promise<readonly LetterPart[]> {
  const parts: LetterPart[] = [];
  for (const comment of all.slice(0, mostShown)) {
    parts.push({ kind: 'heading', text: comment.author.name }, ...(await commentParts(needs, to, comment)));
  }
  if (all.length > mostShown) parts.push({ kind: 'paragraph', text: `+ ${all.length - mostShown}` });
  return parts;
}
