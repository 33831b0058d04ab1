import express, { type Express } from 'express';
import { authorFormRoute, authorPageRoute } from '../article-authors/routes.ts';
import { addBlockRoute, blocksRoute, liftBlockRoute } from '../blocks/routes.ts';
import {
  countsRoute,
  editRoute,
  formRoute,
  ownRoute,
  previewRoute,
  proofRoute,
  readThreadRoute,
  recentRoute,
  removeRoute,
  reportRoute,
  submitRoute,
} from '../comments/routes.ts';
import { dashboardFileRoute, dashboardRoute } from '../dashboard/routes.ts';
import { loaderRoute, partRoute } from '../embed/routes.ts';
import { avatarRoute, pageFeedRoute, siteFeedRoute } from '../feeds/routes.ts';
import { answerFaults, answerTrackbackErrors, onlyPost } from '../linkbacks/error-routes.ts';
import { discoverRoute, listRoute, sendRoute } from '../linkbacks/moderator-routes.ts';
import { pingbackDoor, trackbackRoute, webmentionRoute, webmentionStatusRoute } from '../linkbacks/routes.ts';
import { eventsRoute } from '../live/routes.ts';
import {
  answerReportsRoute,
  exportLogRoute,
  filterRoute,
  jobsRoute,
  logRoute,
  pagesRoute,
  retryJobRoute,
  sitesRoute,
  statsRoute,
  tryRulesRoute,
} from '../moderation/overview-routes.ts';
import { queueEventsRoute } from '../moderation/queue-events-routes.ts';
import {
  amendRoute,
  changePageRoute,
  decisionsRoute,
  oneRoute,
  queueRoute,
  rejudgeRoute,
  replyRoute,
  undoRoute,
  whyRoute,
} from '../moderation/routes.ts';
import {
  addPasskeyRoute,
  changeNameRoute,
  changePasswordRoute,
  offerPasskeyRoute,
  offerTotpRoute,
  recoveryCodesRoute,
  removePasskeyRoute,
  removeTotpRoute,
  takeTotpRoute,
} from '../moderators/account-routes.ts';
import { accountFormRoute, accountRoute, signInFormRoute } from '../moderators/admin-routes.ts';
import { chooseNoticesRoute, noticeFormRoute, noticePageRoute, noticesRoute } from '../moderators/notice-routes.ts';
import { changePersonRoute, inviteRoute, peopleRoute, removePersonRoute } from '../moderators/people-routes.ts';
import { forgotPageRoute, forgotRoute, resetPageRoute, resetRoute } from '../moderators/reset-routes.ts';
import { setUpPageRoute, setUpRoute } from '../moderators/routes.ts';
import {
  askForPasskeyRoute,
  endSessionRoute,
  sessionsRoute,
  signInByPasskeyRoute,
  signInRoute,
  signOutEverywhereRoute,
  signOutRoute,
  whoRoute,
} from '../moderators/session-routes.ts';
import { newTokenRoute, revokeTokenRoute, tokensRoute } from '../moderators/token-routes.ts';
import { linkPageRoute, pressRoute } from '../notifications/link-routes.ts';
import { mailsRoute, sendAgainRoute } from '../notifications/mail-routes.ts';
import { docsRoute, openApiRoute } from '../openapi/routes.ts';
import { aliveRoute, metricsRoute, readyRoute } from '../operating/routes.ts';
import { eraseRoute, erasureRoute, exportPersonRoute, retentionRoute } from '../privacy/routes.ts';
import { demoRoute, installRoute } from '../reader/demo-routes.ts';
import { formFlawRoute, formPostRoute, threadPageRoute } from '../reader/routes.ts';
import { changeSettingsRoute, readSettingsRoute } from '../sites/routes.ts';
import {
  leaveRoute,
  subscriptionFormRoute,
  subscriptionPageRoute,
  withdrawPageRoute,
  withdrawRoute,
} from '../subscriptions/routes.ts';
import {
  addWebhookRoute,
  changeWebhookRoute,
  deliveriesRoute,
  listWebhooksRoute,
  removeWebhookRoute,
  renewSecretRoute,
  retryDeliveryRoute,
  tryWebhookRoute,
} from '../webhooks/routes.ts';
import { answerErrors, notFound } from './answer-errors.ts';
import type { AppNeeds } from './app-needs.ts';
import { forwardingWatch } from './client-address.ts';
import { anyOrigin, preflight, siteOrigins } from './cors.ts';
import { readQuery } from './form-fields.ts';
import { formBody, jsonBody } from './json-body.ts';
import { createRateLimit } from './rate-limit.ts';
import { requestLog } from './request-log.ts';
import { securityHeaders } from './security-headers.ts';

/** All doors: every way in, who may use it, and what it is limited by. */
export function createApp(service: AppNeeds): Express {
  const app = express().disable('x-powered-by').set('etag', false).set('trust proxy', service.config.trustProxy);
  app.set('query parser', readQuery);
  const limit = createRateLimit(service);

  app.use(requestLog(service), forwardingWatch(service), securityHeaders);
  app.options('/{*any}', preflight(service));
  // First, since Express looks for a route in order, and these come by the thousand.
  forBlogEngines(app, service, limit);
  forReaders(app, service, limit);
  forWriters(app, service, limit);
  forSubscribers(app, service, limit);
  forModerators(app, service, limit);
  forOwners(app, service, limit);
  forOverview(app, service, limit);
  forPeople(app, service, limit);
  forMails(app, service, limit);
  forOperators(app, service, limit);
  app.use(notFound(app), answerErrors(service.log));
  return app;
}

type Limit = ReturnType<typeof createRateLimit>;

function forReaders(app: Express, service: AppNeeds, limit: Limit): void {
  app.get('/api/v1/thread', anyOrigin, limit('read'), readThreadRoute(service));
  app.get('/api/v1/thread/recent', anyOrigin, limit('read'), recentRoute(service));
  app.get('/api/v1/counts', anyOrigin, limit('read'), countsRoute(service));
  app.get('/api/v1/events', anyOrigin, limit('read'), eventsRoute(service));
  app.get('/api/v1/form', anyOrigin, limit('read'), formRoute(service));
  app.get('/feeds/:site.atom', anyOrigin, limit('read'), siteFeedRoute(service));
  app.get('/feeds/:site/page.atom', anyOrigin, limit('read'), pageFeedRoute(service));
  app.get('/avatar/:hash.svg', anyOrigin, limit('read'), avatarRoute);
  app.get('/embed.js', anyOrigin, loaderRoute);
  app.get('/embed/:build/:part.js', anyOrigin, partRoute);
  app.get('/thread', limit('read'), threadPageRoute(service));
  app.get('/privacy', limit('read'), retentionRoute(service));
  app.get('/demo', limit('read'), demoRoute(service));
  app.get('/demo/install', limit('read'), installRoute(service));
}

/** Pages of any site may read what they are answered; whether they may write is judged by each handler against the site it is for. */
function forWriters(app: Express, service: AppNeeds, limit: Limit): void {
  const json = jsonBody();
  const origins = siteOrigins(service);
  app.post('/api/v1/preview', origins, limit('preview'), json, previewRoute(service));
  app.post('/api/v1/comments', origins, limit('post'), json, submitRoute(service));
  app.get('/api/v1/comments/:id', anyOrigin, limit('read'), ownRoute(service));
  app.patch('/api/v1/comments/:id', origins, limit('post'), json, editRoute(service));
  app.delete('/api/v1/comments/:id', origins, limit('post'), removeRoute(service));
  app.post('/api/v1/comments/:id/proof', origins, limit('post'), json, proofRoute(service));
  app.post('/api/v1/comments/:id/report', origins, limit('post'), json, reportRoute(service));
  // Read before it is counted: a form that is refused is shown again with what was typed.
  app.post('/comments', formBody(), limit('post'), formPostRoute(service), formFlawRoute(service));
}

/** Behind the links of mails to readers. */
function forSubscribers(app: Express, service: AppNeeds, limit: Limit): void {
  app.get('/subscriptions', limit('read'), subscriptionPageRoute(service));
  // Mail programs post from a few addresses for all of their readers.
  app.post('/subscriptions', limit('read'), leaveRoute(service), formBody(), subscriptionFormRoute(service));
  app.get('/withdraw', limit('read'), withdrawPageRoute(service));
  app.post('/withdraw', limit('post'), formBody(), withdrawRoute(service));
  app.get('/author-mails', limit('read'), authorPageRoute(service));
  app.post('/author-mails', limit('read'), authorFormRoute(service));
}

/** Raw bodies, whatever type they claim, except for webmentions: no sender of those sends anything but a form. */
function forBlogEngines(app: Express, service: AppNeeds, limit: Limit): void {
  app.use('/pingback/:site', onlyPost);
  const pingbacks = pingbackDoor(service);
  app.post('/pingback/:site', pingbacks.repeat, limit('linkback'), pingbacks.take, answerFaults(service.log));
  app.post('/webmention/:site', limit('linkback'), formBody(), webmentionRoute(service));
  app.get('/webmention/:site/:id', limit('read'), webmentionStatusRoute(service));
  app.post('/trackback/:site', limit('linkback'), trackbackRoute(service), answerTrackbackErrors(service.log));
}

/** By a token or a session: see moderators/authenticate.ts, and moderators/may.ts for who may what. */
function forModerators(app: Express, service: AppNeeds, limit: Limit): void {
  const json = jsonBody();
  app.get('/api/v1/moderation/comments', limit('read'), queueRoute(service));
  app.post('/api/v1/moderation/decisions', limit('post'), json, decisionsRoute(service));
  app.post('/api/v1/moderation/undo', limit('post'), json, undoRoute(service));
  app.get('/api/v1/moderation/comments/:id', limit('read'), oneRoute(service));
  app.get('/api/v1/moderation/comments/:id/why', limit('read'), whyRoute(service));
  app.post('/api/v1/moderation/rejudge', limit('post'), json, rejudgeRoute(service));
  app.patch('/api/v1/moderation/comments/:id', limit('post'), json, amendRoute(service));
  app.post('/api/v1/moderation/comments/:id/reply', limit('post'), json, replyRoute(service));
  app.patch('/api/v1/moderation/pages', limit('post'), json, changePageRoute(service));
  app.get('/api/v1/sites/:site/linkbacks', limit('read'), listRoute(service));
  app.post('/api/v1/sites/:site/linkbacks', limit('post'), json, sendRoute(service));
  app.get('/api/v1/sites/:site/discover', limit('post'), discoverRoute(service));
  app.get('/api/v1/sites/:site/settings', limit('read'), readSettingsRoute(service));
  app.patch('/api/v1/sites/:site/settings', limit('post'), json, changeSettingsRoute(service));
  app.get('/api/v1/people', limit('read'), peopleRoute(service));
  app.post('/api/v1/people', limit('post'), json, inviteRoute(service));
  app.patch('/api/v1/people/:id', limit('post'), json, changePersonRoute(service));
  app.delete('/api/v1/people/:id', limit('post'), removePersonRoute(service));
}

/** Whom a site tells of its comments, whom it blocks, and what it holds about a person. */
function forOwners(app: Express, service: AppNeeds, limit: Limit): void {
  const json = jsonBody();
  app.get('/api/v1/sites/:site/webhooks', limit('read'), listWebhooksRoute(service));
  app.post('/api/v1/sites/:site/webhooks', limit('post'), json, addWebhookRoute(service));
  app.patch('/api/v1/sites/:site/webhooks/:id', limit('post'), json, changeWebhookRoute(service));
  app.delete('/api/v1/sites/:site/webhooks/:id', limit('post'), removeWebhookRoute(service));
  app.get('/api/v1/sites/:site/webhooks/:id/deliveries', limit('read'), deliveriesRoute(service));
  app.post('/api/v1/sites/:site/webhooks/:id/test', limit('post'), tryWebhookRoute(service));
  app.post('/api/v1/sites/:site/webhooks/:id/retry', limit('post'), json, retryDeliveryRoute(service));
  app.post('/api/v1/sites/:site/webhooks/:id/secret', limit('post'), renewSecretRoute(service));
  app.get('/api/v1/sites/:site/blocks', limit('read'), blocksRoute(service));
  app.post('/api/v1/sites/:site/blocks', limit('post'), json, addBlockRoute(service));
  app.delete('/api/v1/sites/:site/blocks/:id', limit('post'), liftBlockRoute(service));
  app.post('/api/v1/privacy/export', limit('post'), json, exportPersonRoute(service));
  app.post('/api/v1/privacy/erasures', limit('post'), json, eraseRoute(service));
  app.get('/api/v1/privacy/erasures/:id', limit('read'), erasureRoute(service));
}

/** What stands around the queue: of one's own sites, by the same table. */
function forOverview(app: Express, service: AppNeeds, limit: Limit): void {
  app.get('/api/v1/moderation/events', limit('read'), queueEventsRoute(service));
  app.get('/api/v1/moderation/log', limit('read'), logRoute(service));
  app.get('/api/v1/moderation/log/export', limit('read'), exportLogRoute(service));
  app.get('/api/v1/moderation/stats', limit('read'), statsRoute(service));
  app.get('/api/v1/moderation/filter', limit('read'), filterRoute(service));
  app.get('/api/v1/moderation/pages', limit('read'), pagesRoute(service));
  app.get('/api/v1/moderation/jobs', limit('read'), jobsRoute(service));
  app.post('/api/v1/moderation/jobs/:id/retry', limit('post'), retryJobRoute(service));
  app.delete('/api/v1/moderation/comments/:id/reports', limit('post'), answerReportsRoute(service));
  app.get('/api/v1/sites', limit('read'), sitesRoute(service));
  app.post('/api/v1/sites/:site/settings/try', limit('post'), jsonBody(), tryRulesRoute(service));
  app.get('/api/v1/tokens', limit('read'), tokensRoute(service));
  app.post('/api/v1/tokens', limit('post'), jsonBody(), newTokenRoute(service));
  app.delete('/api/v1/tokens/:id', limit('post'), revokeTokenRoute(service));
}

/** Signing in, and one's own account: by a session alone, and from our own pages alone. */
function forPeople(app: Express, service: AppNeeds, limit: Limit): void {
  const json = jsonBody();
  app.post('/api/v1/session', limit('sign-in'), json, signInRoute(service));
  app.post('/api/v1/session/passkey/options', limit('sign-in'), askForPasskeyRoute(service));
  app.post('/api/v1/session/passkey', limit('sign-in'), json, signInByPasskeyRoute(service));
  app.get('/api/v1/session', limit('read'), whoRoute(service));
  app.delete('/api/v1/session', limit('post'), signOutRoute(service));
  app.get('/api/v1/sessions', limit('read'), sessionsRoute(service));
  app.delete('/api/v1/sessions', limit('post'), signOutEverywhereRoute(service));
  app.delete('/api/v1/sessions/:id', limit('post'), endSessionRoute(service));
  app.patch('/api/v1/account', limit('post'), json, changeNameRoute(service));
  app.post('/api/v1/account/password', limit('post'), json, changePasswordRoute(service));
  app.post('/api/v1/account/authenticator/offer', limit('post'), offerTotpRoute(service));
  app.post('/api/v1/account/authenticator', limit('post'), json, takeTotpRoute(service));
  app.delete('/api/v1/account/authenticator', limit('post'), removeTotpRoute(service));
  app.post('/api/v1/account/recovery-codes', limit('post'), recoveryCodesRoute(service));
  app.post('/api/v1/account/passkey-options', limit('post'), offerPasskeyRoute(service));
  app.post('/api/v1/account/passkeys', limit('post'), json, addPasskeyRoute(service));
  app.delete('/api/v1/account/passkeys/:id', limit('post'), removePasskeyRoute(service));
  app.get('/admin', limit('read'), dashboardRoute(service));
  app.get('/admin/parts/:dashboard/:file', dashboardFileRoute);
  app.get('/admin/account', limit('read'), accountRoute(service));
  app.post('/admin/sign-in', limit('sign-in'), formBody(), signInFormRoute(service));
  app.post('/admin/account', limit('post'), formBody(), accountFormRoute(service));
}

/** Where mails lead, and what became of them. Opening a link changes nothing: only the button on its page does. */
function forMails(app: Express, service: AppNeeds, limit: Limit): void {
  app.get('/mail-link', limit('read'), linkPageRoute(service));
  app.post('/mail-link', limit('post'), formBody(), pressRoute(service));
  app.get('/admin/forgot', limit('read'), forgotPageRoute(service));
  app.post('/admin/forgot', limit('sign-in'), formBody(), forgotRoute(service));
  app.get('/reset', limit('sign-in'), resetPageRoute(service));
  app.post('/reset', limit('sign-in'), formBody(), resetRoute(service));
  app.get('/admin/notices', limit('read'), noticePageRoute(service));
  app.post('/admin/notices', limit('post'), formBody(), noticeFormRoute(service));
  app.get('/api/v1/account/notices', limit('read'), noticesRoute(service));
  app.patch('/api/v1/account/notices', limit('post'), jsonBody(), chooseNoticesRoute(service));
  app.get('/api/v1/moderation/mails', limit('read'), mailsRoute(service));
  app.post('/api/v1/moderation/mails/:id/retry', limit('post'), sendAgainRoute(service));
}

function forOperators(app: Express, service: AppNeeds, limit: Limit): void {
  app.get('/healthz', aliveRoute);
  app.get('/readyz', limit('read'), readyRoute(service));
  app.get('/metrics', metricsRoute(service));
  app.get('/openapi.json', openApiRoute(service));
  app.get('/docs', docsRoute(service));
  app.get('/setup', limit('sign-in'), setUpPageRoute(service));
  app.post('/setup', limit('sign-in'), formBody(), setUpRoute(service));
}
