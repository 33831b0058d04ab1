import type { RequestHandler, Response } from 'express';
import { ZodError } from 'zod';
import { submitFrom, type WritingNeeds } from '../comments/routes.ts';
import { emptyThread, readThread, type ThreadNeeds, type ThreadRequest } from '../comments/thread.ts';
import { html } from '../html.ts';
import { problemOf } from '../http/problem.ts';
import { sendPage } from '../http/send-page.ts';
import { Refusal } from '../refusal.ts';
import { findPage } from '../sites/find-page.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import { SubmitForm } from '../wire/comments.ts';
import { DemoQuery, ThreadPageQuery } from '../wire/reader.ts';
import type { ThreadView } from '../wire/thread.ts';
import { advertised, advertisedHeaders } from './advertise.ts';
import { demoArticle, demoSite, demoTitle } from './demo.ts';
import { formPart, type ThreadPageNeeds, threadPart } from './thread-page.ts';

export type ReaderNeeds = ThreadNeeds &
  ThreadPageNeeds & {
    readonly store: ThreadNeeds['store'] & { readonly pages: Pick<Store['pages'], 'byKey'> };
    readonly sites: Pick<SiteBook, 'bySlug'>;
  };

export const threadPageRoute =
  (needs: ReaderNeeds): RequestHandler =>
  async (request, response) => {
    const { site: slug, url, replyto, ...part } = ThreadPageQuery.parse(request.query);
    const site = await needs.sites.bySlug(slug);
    const thread = await threadOf(needs, site, { url, part });
    const here = `${needs.publicUrl}/thread?${new URLSearchParams({ site: slug, url })}`;
    const title = `Comments on ${thread.page.title ?? url}`;
    const shown = threadPart(needs, { site, url, thread, here, replyTo: replyto ?? null, typed: {}, errors: [] });
    const head = html`<link rel="canonical" href="${url}">
<link rel="alternate" type="application/atom+xml" title="${title}" href="${needs.publicUrl}/feeds/${slug}/page.atom?url=${encodeURIComponent(url)}">
${thread.count === 0 ? html`<meta name="robots" content="noindex">` : ''}`;
    sendPage(
      response,
      { title, lang: site.settings.locale, head, body: html`<h1><a href="${url}">${thread.page.title ?? url}</a></h1>${shown}` },
      url,
    );
  };

/** The demo article with its thread under it, as an owner's page would stand. */
export const demoRoute =
  (needs: ReaderNeeds): RequestHandler =>
  async (request, response) => {
    const { replyto, ...part } = DemoQuery.parse(request.query);
    const site = await needs.sites.bySlug(demoSite);
    const url = `${needs.publicUrl}/demo`;
    const thread = await threadOf(needs, site, { url, part });
    const shown = threadPart(needs, { site, url, thread, here: url, replyTo: replyto ?? null, typed: {}, errors: [] });
    const head = html`${advertised(needs.publicUrl, demoSite)}<link rel="canonical" href="${url}">
${thread.count === 0 ? html`<meta name="robots" content="noindex">` : ''}`;
    response.set(advertisedHeaders(needs.publicUrl, demoSite));
    sendPage(response, { title: demoTitle, lang: 'en', head, body: html`${demoArticle}${shown}` }, url);
  };

/** The comment form without JavaScript: back to the page, or a page that says what is wrong and keeps what was typed. */
export const formPostRoute =
  (needs: ReaderNeeds & WritingNeeds): RequestHandler =>
  async (request, response) => {
    const typed = typedInto(request.body);
    try {
      const body = SubmitForm.parse(request.body);
      const { comment } = await submitFrom(needs, request, body);
      response.redirect(303, commentOn(body.url, comment.id));
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof ZodError)) throw error;
      await answerFlaw(needs, response, { error, typed });
    }
  };

async function answerFlaw(
  needs: ReaderNeeds,
  response: Response,
  { error, typed }: { error: Refusal | ZodError; typed: Record<string, string> },
): Promise<void> {
  const problem = problemOf(error);
  // Without a known page of a known site there is no form to show again: the plain problem says it.
  const place = await placeOf(needs, typed).catch(() => null);
  if (!place) throw error;
  const { site, url, thread } = place;
  const form = formPart(needs, {
    site,
    url,
    thread,
    here: `${needs.publicUrl}/thread?${new URLSearchParams({ site: site.slug, url })}`,
    replyTo: typed['parent'] || null,
    typed,
    errors: problem.errors ?? [],
  });
  const body = html`<h1>Your comment was not posted</h1>
<div class="problem" role="alert"><p>${problem.errors ? 'Please correct what is marked below.' : problem.detail}</p></div>
<p><a href="${url}">Back to the page</a></p>${form}`;
  response.status(problem.status);
  if (error instanceof Refusal && error.details.retryAfter !== undefined)
    response.set('Retry-After', String(error.details.retryAfter));
  sendPage(
    response,
    {
      title: 'Your comment was not posted',
      lang: site.settings.locale,
      head: html`<meta name="robots" content="noindex">`,
      body,
    },
    url,
  );
}

async function placeOf(
  needs: ReaderNeeds,
  typed: Record<string, string>,
): Promise<{ site: Site; url: string; thread: ThreadView }> {
  const { site: slug, url } = ThreadPageQuery.pick({ site: true, url: true }).parse({ site: typed['site'], url: typed['url'] });
  const site = await needs.sites.bySlug(slug);
  return { site, url, thread: await threadOf(needs, site, { url, part: { limit: 1 } }) };
}

async function threadOf(
  needs: ReaderNeeds,
  site: Site,
  { url, part }: { url: string; part: ThreadRequest },
): Promise<ThreadView> {
  const { page } = await findPage(needs.store, site, url);
  return page ? readThread(needs, { site, page }, part) : emptyThread(site, part);
}

function typedInto(body: unknown): Record<string, string> {
  const entries = Object.entries(typeof body === 'object' && body !== null ? body : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** As the URL standard writes it: there an address with a backslash in it leads nowhere else, whoever reads it. */
function commentOn(page: string, id: string): string {
  const url = new URL(page);
  url.hash = `comment-${id}`;
  return url.href;
}
