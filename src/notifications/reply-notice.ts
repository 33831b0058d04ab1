import { fill } from '../words/fill.ts';
import type { Compose } from './compose.ts';
import { commentUrl, footOf, letterToReader, nameOf, readerOf } from './reader-letter.ts';

/** To who asked to hear of replies, or of all that is new in a thread: one comment of somebody else. */
export const replyNotice: Compose = async (needs, mail) => {
  const reader = await readerOf(needs, mail, 'active');
  if (!reader) return null;
  const { comment, page, speech, subscription } = reader;
  const isAnswer = comment.parent === subscription.commentId;
  // They asked for less since.
  if (!isAnswer && subscription.scope === 'replies') return null;
  const { foot, ...unsubscribing } = await footOf(needs, reader);
  const named = fill(isAnswer ? speech.own.replySubject : speech.mail.posted, 'page', nameOf(page));
  const subject = fill(named, 'name', comment.author.name);
  const thread = [`page.${comment.pageId}`, ...(comment.parent === null ? [] : [`comment.${comment.parent}`])];
  return letterToReader(reader, {
    ...unsubscribing,
    subject,
    thread: thread.map((name) => name.toLowerCase()),
    parts: [
      { kind: 'heading', text: isAnswer ? subject : comment.author.name },
      { kind: 'quote', text: comment.text },
      { kind: 'links', links: [{ text: speech.own.view, url: commentUrl(reader) }] },
      ...foot,
    ],
  });
};
