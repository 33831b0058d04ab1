import type { Request, RequestHandler } from 'express';
import type { Keys } from '../keys.ts';
import { isFromOwnPages } from '../moderators/own-pages.ts';
import { readerSpeechIn } from '../notifications/reader-letter.ts';
import { sendLinkOver, sendSpoken } from '../notifications/spoken-routes.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { SubscriptionQuery } from '../wire/subscriptions.ts';
import { type AuthorLink, authorMailPath, readAuthorLink } from './links.ts';
import { type MuteNeeds, putMute } from './muting.ts';
import { askAuthorPage, doneAuthorPage, wordsOf } from './page.ts';

export interface AuthorRouteNeeds extends MuteNeeds {
  readonly sites: Pick<SiteBook, 'byId'>;
  readonly keys: Keys;
  readonly publicUrl: string;
}

/** Opening a link shows what its button would do; nothing changes, however often, and whatever opens it. */
export const authorPageRoute =
  (needs: AuthorRouteNeeds): RequestHandler =>
  async (request, response) => {
    const link = readAuthorLink(needs.keys, SubscriptionQuery.parse(request.query).token);
    if (!link) return sendLinkOver(needs, request, response);
    const shown = await shownTo(needs, request, link);
    const action = `${needs.publicUrl}/author-mails?token=${link.token}`;
    const body = askAuthorPage(shown, { act: link.act, action });
    sendSpoken(needs, response, { speech: shown.speech, title: wordsOf(shown, link.act), body });
  };

/**
 * Leaves by one click in a mail program (RFC 8058) or by the page's button, as often as one likes, from anywhere and with a body that nobody
 * reads. Only the page's own button takes that back.
 */
export const authorFormRoute =
  (needs: AuthorRouteNeeds): RequestHandler =>
  async (request, response) => {
    const link = readAuthorLink(needs.keys, SubscriptionQuery.parse(request.query).token);
    if (!link || (link.act === 'resume' && !isFromOwnPages(request, needs.publicUrl)))
      return sendLinkOver(needs, request, response);
    await act(needs, link);
    const shown = await shownTo(needs, request, link);
    const back = needs.publicUrl + authorMailPath(needs.keys, link, 'resume');
    const title = link.act === 'resume' ? shown.speech.mail.done : shown.speech.own.left;
    sendSpoken(needs, response, { speech: shown.speech, title, body: doneAuthorPage(shown, { act: link.act, back }) });
  };

async function act(needs: AuthorRouteNeeds, { siteId, pageId, address, act: chosen }: AuthorLink): Promise<void> {
  const ofArticle = { siteId, address, pageId };
  const ofSite = { ...ofArticle, pageId: null };
  // A link outlives its site, which keeps nothing any more.
  if (!(await needs.sites.byId(siteId))) return;
  if (chosen !== 'resume') return putMute(needs, chosen === 'site' ? ofSite : ofArticle, 'muted');
  await putMute(needs, ofSite, 'lifted');
  await putMute(needs, ofArticle, 'lifted');
}

async function shownTo({ sites }: AuthorRouteNeeds, request: Request, { siteId }: AuthorLink) {
  const site = await sites.byId(siteId);
  const speech = readerSpeechIn(site?.settings.locale ?? request.acceptsLanguages()[0] ?? 'en');
  return { speech, siteName: site?.name ?? '' };
}
