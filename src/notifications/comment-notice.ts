import { fill } from '../words/fill.ts';
import { commentParts } from './comment-parts.ts';
import type { Compose } from './compose.ts';
import { letterTo, moderatedBy } from './moderated.ts';

/** To a moderator, at once: one comment or linkback that waits, or that was posted where the site tells of all. */
export const commentNotice: Compose = async (needs, mail) => {
  const to = await moderatedBy(needs, mail);
  const comment = await needs.store.comments.byId(mail.subjectId);
  if (!to || !comment || !isTold(comment.status, to.site.settings.notifyModerators)) return null;
  const { mail: words } = to.speech;
  const page = await needs.store.pages.byId(comment.pageId);
  const subject = fill(comment.status === 'pending' ? words.waiting : words.posted, 'page', page?.title ?? page?.url ?? '');
  const thread = [`page.${comment.pageId}`, ...(comment.parent === null ? [] : [`comment.${comment.parent}`])];
  return letterTo(needs, to, {
    subject,
    thread: thread.map((name) => name.toLowerCase()),
    parts: [{ kind: 'heading', text: subject }, ...(await commentParts(needs, to, comment))],
  });
};

/** Decided meanwhile, nobody need be told any more. */
export function isTold(status: string, setting: 'all' | 'held' | 'off'): boolean {
  return status === 'pending' ? setting !== 'off' : status === 'approved' && setting === 'all';
}
