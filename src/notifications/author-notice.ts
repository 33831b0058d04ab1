import { fill } from '../words/fill.ts';
import { isBy, letterToAuthor, saidParts, writerOf } from './author-letter.ts';
import type { Compose } from './compose.ts';
import { nameOf } from './reader-letter.ts';

/** To the author of an article, at once: one comment or linkback that is visible there. */
export const authorNotice: Compose = async (needs, mail) => {
  const comment = await needs.store.comments.byId(mail.subjectId);
  if (comment?.status !== 'approved') return null;
  const to = await writerOf(needs, mail, comment.pageId);
  if (!to || isBy(to.author, comment.author)) return null;
  const subject = fill(to.speech.mail.posted, 'page', nameOf(to.page));
  const thread = [`page.${comment.pageId}`, ...(comment.parent === null ? [] : [`comment.${comment.parent}`])];
  return letterToAuthor(needs, to, {
    subject,
    about: to.page,
    thread: thread.map((name) => name.toLowerCase()),
    parts: [{ kind: 'heading', text: comment.author.name }, ...saidParts(to, comment, to.page)],
  });
};
