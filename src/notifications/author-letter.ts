import { pathForAuthor } from '../article-authors/links.ts';
import { isMuted } from '../article-authors/muting.ts';
import type { StoredComment } from '../comments/comment.ts';
import type { Page, PageAuthor } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import { fill } from '../words/fill.ts';
import type { ComposeNeeds } from './compose.ts';
import type { Letter, LetterPart } from './letter.ts';
import type { Mail } from './mail.ts';
import { commentUrl, type ReaderSpeech, readerSpeechIn } from './reader-letter.ts';

/** Somebody who is named as the author of a page, and wants to hear of what is said there. */
export interface Writer {
  readonly author: PageAuthor;
  readonly site: Site;
  /** By which they are known. */
  readonly page: Page;
  readonly speech: ReaderSpeech;
}

/** Whom a mail is for; null where nobody is named any more, or they want none. */
export async function writerOf(needs: ComposeNeeds, { siteId }: Mail, pageId: string): Promise<Writer | null> {
  const [site, page] = await Promise.all([needs.sites.byId(siteId), needs.store.pages.byId(pageId)]);
  if (!site?.settings.notifyAuthors || !page?.author || page.siteId !== siteId) return null;
  const { author } = page;
  if (await isMuted(needs, { siteId, pageId, email: author.email })) return null;
  return { author, site, page, speech: readerSpeechIn(site.settings.locale) };
}

export function isBy({ email }: PageAuthor, of: { readonly email: string | null } | null): boolean {
  return of?.email?.toLowerCase() === email.toLowerCase();
}

/** What was said, and where. */
export function saidParts({ speech }: Writer, comment: StoredComment, page: Page): readonly LetterPart[] {
  return [
    { kind: 'quote', text: comment.source === null ? comment.text : (comment.source.excerpt ?? comment.source.url) },
    { kind: 'links', links: [{ text: speech.own.view, url: commentUrl({ page, comment }) }] },
  ];
}

type Written = Pick<Letter, 'subject' | 'parts' | 'thread'> & {
  /** The one article that it is about; null where there are more. */
  readonly about: Page | null;
};

/** A letter to an author, and how to get no more of them: by one click those about the whole site, since nobody asked for any. */
export function letterToAuthor({ keys, publicUrl }: ComposeNeeds, to: Writer, { about, ...letter }: Written): Letter {
  const { author, site, speech } = to;
  const of = { siteId: site.id, pageId: (about ?? to.page).id, email: author.email };
  const link = (act: 'article' | 'site') => publicUrl + pathForAuthor(keys, of, act);
  const ofArticle = about === null ? [] : [{ text: speech.own.leaveArticle, url: link('article') }];
  const foot: readonly LetterPart[] = [
    { kind: 'note', text: fill(speech.own.authorBecause, 'site', site.name) },
    { kind: 'links', links: [...ofArticle, { text: fill(speech.own.leaveSite, 'site', site.name), url: link('site') }] },
  ];
  return {
    ...letter,
    ...{ to: author.email, fromName: site.name, lang: speech.lang, dir: speech.words.dir },
    parts: [...letter.parts, ...foot],
    unsubscribeUrl: link('site'),
  };
}
