import type { StoredComment } from '../comments/comment.ts';
import type { Page } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import { subscriptionPath } from '../subscriptions/links.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import { withdrawPath } from '../subscriptions/withdraw.ts';
import { fill } from '../words/fill.ts';
import { languageFor } from '../words/language.ts';
import { subscriptionLanguages } from '../words/subscriptions/subscription-languages.ts';
import type { SubscriptionWords } from '../words/subscriptions/subscription-words.ts';
import type { ComposeNeeds } from './compose.ts';
import type { Letter, LetterPart } from './letter.ts';
import type { Mail } from './mail.ts';
import { type MailSpeech, mailSpeechIn } from './mail-speech.ts';

export interface ReaderSpeech extends MailSpeech {
  readonly own: SubscriptionWords;
}

export function readerSpeechIn(tag: string): ReaderSpeech {
  const name = languageFor(tag, Object.keys(subscriptionLanguages));
  return { ...mailSpeechIn(tag), own: subscriptionLanguages[name] as SubscriptionWords };
}

/** A reader who asked for mail, and what a letter to them is about. */
export interface Reader {
  readonly subscription: Subscription;
  readonly site: Site;
  /** Of the comment that is told of, which is visible. */
  readonly comment: StoredComment;
  readonly page: Page;
  readonly speech: ReaderSpeech;
}

/** Whom a mail is for; null when they want it no more, or the comment is visible no more. */
export async function readerOf({ store, sites }: ComposeNeeds, mail: Mail, state: Subscription['state']): Promise<Reader | null> {
  const subscription = await store.subscriptions.byId(mail.recipientId);
  const comment = await store.comments.byId(mail.subjectId);
  const site = await sites.byId(mail.siteId);
  if (subscription?.state !== state || comment?.status !== 'approved' || !site) return null;
  const page = await store.pages.byId(comment.pageId);
  return page && { subscription, site, comment, page, speech: readerSpeechIn(site.settings.locale) };
}

/** How a page is called in a mail: a title that only a commenter gave it is a stranger's words. */
export function nameOf({ title, titleFrom, url }: Page): string {
  return title === null || titleFrom === 'hint' ? url : title;
}

export function commentUrl({ page, comment }: Pick<Reader, 'page' | 'comment'>): string {
  const url = new URL(page.url);
  url.hash = `comment-${comment.id}`;
  return url.href;
}

export function letterToReader(
  { subscription, site, speech }: Reader,
  letter: Pick<Letter, 'subject' | 'parts' | 'thread'> & Pick<Letter, 'unsubscribeUrl'>,
): Letter {
  return { ...letter, to: subscription.email, fromName: site.name, lang: speech.lang, dir: speech.words.dir };
}

/** Why it was sent, and how to get no more; and where it is about one's own comment, how to take that back. */
export async function footOf(
  needs: ComposeNeeds,
  { subscription, site, speech: { own } }: Reader,
): Promise<Pick<Letter, 'unsubscribeUrl'> & { readonly foot: readonly LetterPart[] }> {
  const { keys, publicUrl } = needs;
  const link = (act: 'leave' | 'manage') => publicUrl + subscriptionPath(keys, subscription, act);
  const mine = await needs.store.comments.byId(subscription.commentId);
  const links = [
    { text: own.leave, url: link('leave') },
    { text: own.manage, url: link('manage') },
    ...(mine && mine.status !== 'deleted' ? [{ text: own.withdraw, url: publicUrl + withdrawPath(keys, mine) }] : []),
  ];
  const foot: readonly LetterPart[] = [
    { kind: 'note', text: fill(own.because, 'site', site.name) },
    { kind: 'links', links },
  ];
  return { foot, unsubscribeUrl: link('leave') };
}
