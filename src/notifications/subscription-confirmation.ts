import { subscriptionPath } from '../subscriptions/links.ts';
import { fill } from '../words/fill.ts';
import type { Compose } from './compose.ts';
import { letterToReader, nameOf, readerOf } from './reader-letter.ts';

/**
 * To an address that a comment was left with, which may be a stranger's: nothing that whoever left it wrote stands in it, so that it
 * carries nobody's advert.
 */
export const subscriptionConfirmation: Compose = async (needs, mail) => {
  const reader = await readerOf(needs, mail, 'asked');
  if (!reader) return null;
  const { site, page, speech, subscription } = reader;
  const { own } = speech;
  return letterToReader(reader, {
    subject: fill(own.confirmSubject, 'site', site.name),
    thread: [],
    parts: [
      { kind: 'paragraph', text: own.confirmText },
      { kind: 'facts', facts: [{ name: speech.mail.page, value: nameOf(page), url: page.url }] },
      {
        kind: 'links',
        links: [{ text: own.confirmLink, url: needs.publicUrl + subscriptionPath(needs.keys, subscription, 'confirm') }],
      },
      { kind: 'note', text: own.confirmElse },
    ],
  });
};
