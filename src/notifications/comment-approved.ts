import { fill } from '../words/fill.ts';
import type { Compose } from './compose.ts';
import { commentUrl, footOf, letterToReader, nameOf, readerOf } from './reader-letter.ts';

/** To who asked to hear of replies, when their comment had to wait and is visible now. */
export const commentApproved: Compose = async (needs, mail) => {
  const reader = await readerOf(needs, mail, 'active');
  if (!reader) return null;
  const { comment, page, speech } = reader;
  const { foot, ...unsubscribing } = await footOf(needs, reader);
  const subject = fill(speech.own.approvedSubject, 'page', nameOf(page));
  return letterToReader(reader, {
    ...unsubscribing,
    subject,
    thread: [`comment.${comment.id}`.toLowerCase()],
    parts: [
      { kind: 'heading', text: subject },
      { kind: 'quote', text: comment.text },
      { kind: 'links', links: [{ text: speech.own.view, url: commentUrl(reader) }] },
      ...foot,
    ],
  });
};
