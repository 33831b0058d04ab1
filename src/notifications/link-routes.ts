import type { Request, RequestHandler, Response } from 'express';
import { isFromOwnPages } from '../moderators/own-pages.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import { MailLinkForm, MailLinkQuery } from '../wire/mails.ts';
import { type DecideByLinkNeeds, decideByLink } from './decide-by-link.ts';
import { donePage, linkPage, overPage } from './link-page.ts';
import { type MailLink, readMailLink } from './mail-link.ts';
import { type MailSpeech, mailSpeechIn } from './mail-speech.ts';
import { newPress } from './press.ts';
import { sendSpoken } from './spoken-routes.ts';

export interface LinkRouteNeeds extends DecideByLinkNeeds {
  readonly store: DecideByLinkNeeds['store'] & Pick<Store, 'pages'>;
  readonly sites: Pick<SiteBook, 'byId'>;
  readonly publicUrl: string;
  readonly randomBytes: (size: number) => Buffer;
}

/** The page behind a link. However often it is opened, and by whatever, nothing changes: mail scanners open links, and run scripts. */
export const linkPageRoute =
  (needs: LinkRouteNeeds): RequestHandler =>
  async (request, response) => {
    const { token } = MailLinkQuery.parse(request.query);
    const link = await readMailLink(needs, token);
    if (!link) return sendOver(needs, request, response);
    const page = await needs.store.pages.byId(link.comment.pageId);
    const once = newPress(needs, link.comment.siteId, token);
    const speech = await speechFor(needs, link);
    const shown = { ...link, page, speech, token, once, publicUrl: needs.publicUrl };
    sendSpoken(needs, response, { title: speech.mail[link.act], speech, body: linkPage(shown) });
  };

/** What the page's own button posts. */
export const pressRoute =
  (needs: LinkRouteNeeds): RequestHandler =>
  async (request, response) => {
    const { token, once } = MailLinkForm.parse(request.body);
    const link = isFromOwnPages(request, needs.publicUrl) ? await decideByLink(needs, { token, once }) : null;
    if (!link) return sendOver(needs, request, response);
    const speech = await speechFor(needs, link);
    sendSpoken(needs, response, {
      title: speech.mail.done,
      speech,
      body: donePage({ speech, act: link.act, publicUrl: needs.publicUrl }),
    });
  };

async function speechFor({ sites }: LinkRouteNeeds, { comment }: MailLink): Promise<MailSpeech> {
  return mailSpeechIn((await sites.byId(comment.siteId))?.settings.locale ?? 'en');
}

/** One and the same refusal for each and every reason: altered, of another site, over, used, or of who moderates no more. */
function sendOver(needs: LinkRouteNeeds, request: Request, response: Response): void {
  const speech = mailSpeechIn(request.acceptsLanguages()[0] ?? 'en');
  response.status(403);
  sendSpoken(needs, response, { title: speech.mail.linkOver, speech, body: overPage({ speech, publicUrl: needs.publicUrl }) });
}
