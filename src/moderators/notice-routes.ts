import type { RequestHandler } from 'express';
import { type Html, html } from '../html.ts';
import { sendAccountPage } from '../http/send-account-page.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { type NoticeChoice, NoticesPatch, noticeChoices } from '../wire/mails.ts';
import { requireSession, sessionFrom } from './authenticate.ts';
import { chooseNotices, noticesView } from './notices.ts';
import { type SignInRouteNeeds, signedIn } from './session-routes.ts';
import { pathTo } from './sign-in-page.ts';

export type NoticeRouteNeeds = SignInRouteNeeds & { readonly sites: Pick<SiteBook, 'all' | 'bySlug' | 'byId'> };

export const noticesRoute = signedIn<NoticeRouteNeeds>(async (needs, { signedIn: { person } }) =>
  noticesView(person, await needs.sites.all()),
);

export const chooseNoticesRoute = signedIn<NoticeRouteNeeds>(async (needs, { signedIn: { person }, request }) => {
  const { site: slug, when } = NoticesPatch.parse(request.body);
  const changed = await chooseNotices(needs, person, { site: await needs.sites.bySlug(slug), when });
  return noticesView(changed, await needs.sites.all());
});

/** Where each mail's foot leads: how often one is told, by forms. */
export const noticePageRoute =
  (needs: NoticeRouteNeeds): RequestHandler =>
  async (request, response) => {
    const session = await sessionFrom(needs, request);
    if (!session) return response.redirect(303, pathTo(needs.publicUrl, '/admin'));
    const { notices } = noticesView(session.person, await needs.sites.all());
    sendAccountPage(response, { title: 'Mails', body: noticePage(needs.publicUrl, notices, request.query['done'] === 'saved') });
  };

export const noticeFormRoute =
  (needs: NoticeRouteNeeds): RequestHandler =>
  async (request, response) => {
    const { person } = await requireSession(needs, request);
    const { site: slug, when } = NoticesPatch.parse(request.body);
    await chooseNotices(needs, person, { site: await needs.sites.bySlug(slug), when });
    response.redirect(303, pathTo(needs.publicUrl, '/admin/notices?done=saved'));
  };

const named: Readonly<Record<NoticeChoice, string>> = {
  'at-once': 'at once',
  hourly: 'once an hour',
  daily: 'once a day',
  never: 'never',
};

interface Notice {
  readonly site: string;
  readonly when: NoticeChoice;
}

function noticePage(publicUrl: string, notices: readonly Notice[], isSaved: boolean): Html {
  const forms = notices.map(
    ({
      site,
      when,
    }) => html`<form method="post" action="${pathTo(publicUrl, '/admin/notices')}"><input type="hidden" name="site" value="${site}">
<label for="when-${site}">${site}</label><select id="when-${site}" name="when">${noticeChoices.map((choice) => option(choice, when))}</select>
<button type="submit">Save</button></form>`,
  );
  return html`<p><a href="${pathTo(publicUrl, '/admin/account')}">Your account</a></p>
<h1>Mails about comments</h1>
${isSaved ? html`<p class="done" role="status">Saved.</p>` : ''}
<p>How often you are told of what waits on each site. Which comments are told of is a setting of the site.</p>
${forms.length > 0 ? forms : html`<p>You moderate no site.</p>`}`;
}

function option(choice: NoticeChoice, chosen: NoticeChoice): Html {
  return choice === chosen
    ? html`<option value="${choice}" selected>${named[choice]}</option>`
    : html`<option value="${choice}">${named[choice]}</option>`;
}
