import type { Request, RequestHandler, Response } from 'express';
import { html } from '../html.ts';
import { isFromOwnPages } from '../moderators/own-pages.ts';
import { newPress } from '../notifications/press.ts';
import { type ReaderSpeech, readerSpeechIn } from '../notifications/reader-letter.ts';
import { sendLinkOver, sendSpoken } from '../notifications/spoken-routes.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import { SubscriptionForm, SubscriptionQuery, WithdrawForm } from '../wire/subscriptions.ts';
import { type ChangeNeeds, choose, putSubscription, subscriptionsBeside } from './change.ts';
import { readSubscriptionLink, subscriptionPath } from './links.ts';
import { askPage, leftPage, subscriptionsPage, withdrawPage } from './page.ts';
import type { Subscription } from './subscription.ts';
import { readWithdrawal, type WithdrawNeeds, withdraw } from './withdraw.ts';

export interface SubscriptionRouteNeeds extends ChangeNeeds, WithdrawNeeds {
  readonly store: ChangeNeeds['store'] & WithdrawNeeds['store'] & { readonly pages: Pick<Store['pages'], 'byId'> };
  readonly sites: Pick<SiteBook, 'byId'>;
  readonly publicUrl: string;
  readonly randomBytes: (size: number) => Buffer;
}

/** Opening a link shows what its button would do; nothing changes, however often, and whatever opens it. */
export const subscriptionPageRoute =
  (needs: SubscriptionRouteNeeds): RequestHandler =>
  async (request, response) => {
    const link = await readSubscriptionLink(needs, SubscriptionQuery.parse(request.query).token);
    if (!link) return sendLinkOver(needs, request, response);
    const { act, subscription } = link;
    const speech = await speechOf(needs, request, subscription?.siteId);
    const shown = { speech, action: `${needs.publicUrl}/subscriptions?token=${link.token}` };
    if (act === 'leave')
      return sendSpoken(needs, response, { speech, title: speech.own.leave, body: askPage(shown, 'leave', null) });
    if (act === 'confirm' && subscription && ['waiting', 'asked'].includes(subscription.state))
      return sendSpoken(needs, response, {
        speech,
        title: speech.own.confirmLink,
        body: askPage(shown, 'confirm', subscription),
      });
    await sendAll(needs, response, { speech, subscription });
  };

/**
 * Leaves by one click in a mail program (RFC 8058) or by the page's button. It may come twice, from anywhere, and with a body of any type,
 * which nobody reads: what counts is the address it is posted to.
 */
export const leaveRoute =
  (needs: SubscriptionRouteNeeds): RequestHandler =>
  async (request, response, next) => {
    const { token } = SubscriptionQuery.parse(request.query);
    const link = await readSubscriptionLink(needs, token);
    if (link?.act !== 'leave') return next();
    const { subscription } = link;
    const speech = await speechOf(needs, request, subscription?.siteId);
    if (subscription && subscription.state !== 'ended') await putSubscription(needs, subscription, { state: 'ended' });
    const manage = subscription && needs.publicUrl + subscriptionPath(needs.keys, subscription, 'manage');
    sendSpoken(needs, response, { speech, title: speech.own.left, body: leftPage({ speech }, manage) });
  };

/** A button of the other pages. */
export const subscriptionFormRoute =
  (needs: SubscriptionRouteNeeds): RequestHandler =>
  async (request, response) => {
    const link = await readSubscriptionLink(needs, SubscriptionQuery.parse(request.query).token);
    if (!link) return sendLinkOver(needs, request, response);
    const speech = await speechOf(needs, request, link.subscription?.siteId);
    const { choice, of } = SubscriptionForm.parse(request.body);
    const { act, subscription } = link;
    const isFit = act === 'manage' || (choice === 'confirm' && of === subscription?.id);
    if (subscription && isFit) await choose(needs, subscription, { choice, of });
    await sendAll(needs, response, { speech, subscription });
  };

export const withdrawPageRoute =
  (needs: SubscriptionRouteNeeds): RequestHandler =>
  async (request, response) => {
    const { token } = SubscriptionQuery.parse(request.query);
    const comment = await readWithdrawal(needs, token);
    if (!comment) return sendLinkOver(needs, request, response);
    const speech = await speechOf(needs, request, comment.siteId);
    const once = newPress(needs, comment.siteId, token);
    const body = withdrawPage({ speech, action: `${needs.publicUrl}/withdraw` }, { text: comment.text, token, once });
    sendSpoken(needs, response, { speech, title: speech.own.withdraw, body });
  };

export const withdrawRoute =
  (needs: SubscriptionRouteNeeds): RequestHandler =>
  async (request, response) => {
    const pressed = WithdrawForm.parse(request.body);
    const comment = isFromOwnPages(request, needs.publicUrl) ? await withdraw(needs, pressed) : null;
    if (!comment) return sendLinkOver(needs, request, response);
    const speech = await speechOf(needs, request, comment.siteId);
    sendSpoken(needs, response, { speech, title: speech.words.deleted, body: html`<h1>${speech.words.deleted}</h1>` });
  };

interface Spoken {
  readonly speech: ReaderSpeech;
}

async function sendAll(
  needs: SubscriptionRouteNeeds,
  response: Response,
  { speech, subscription }: Spoken & { readonly subscription: Subscription | null },
): Promise<void> {
  const all = subscription ? await subscriptionsBeside(needs, subscription) : [];
  const listed = await Promise.all(
    all.map(async (one) => ({ subscription: one, page: await needs.store.pages.byId(one.pageId) })),
  );
  const path = subscription ? subscriptionPath(needs.keys, subscription, 'manage') : '/subscriptions';
  sendSpoken(needs, response, {
    speech,
    title: speech.own.manage,
    body: subscriptionsPage({ speech, action: needs.publicUrl + path }, listed),
  });
}

async function speechOf({ sites }: SubscriptionRouteNeeds, request: Request, siteId: string | undefined): Promise<ReaderSpeech> {
  const site = siteId === undefined ? null : await sites.byId(siteId);
  return readerSpeechIn(site?.settings.locale ?? request.acceptsLanguages()[0] ?? 'en');
}
