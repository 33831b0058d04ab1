import { createHash } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { ownLinkOf } from '../comments/own-link.ts';
import type { ReadingNeeds, ThreadAnswer } from '../comments/reading.ts';
import { submitFrom, type WritingNeeds } from '../comments/routes.ts';
import { anyOriginList } from '../http/cors.ts';
import { problemOf, refusalOf } from '../http/problem.ts';
import { setAll } from '../http/security-headers.ts';
import { sendBuilt, sendReady } from '../http/send.ts';
import { sendPage } from '../http/send-page.ts';
import { Refusal } from '../refusal.ts';
import { SubmitForm } from '../wire/comments.ts';
import { ThreadPageQuery } from '../wire/reader.ts';
import { flawPage, placeOf } from './form-flaw.ts';
import { answerFragment } from './fragment.ts';
import { readShown, type ShownNeeds } from './shown.ts';
import { addressAt, hereOf } from './thread-links.ts';
import { type ThreadPageNeeds, threadPage } from './thread-page.ts';

export type ReaderNeeds = ShownNeeds & ThreadPageNeeds & ReadingNeeds;

export const threadPageRoute =
  (needs: ReaderNeeds): RequestHandler =>
  async (request, response) => {
    const query = ThreadPageQuery.parse(request.query);
    if (query.fragment !== undefined) {
      setAll(response, anyOriginList);
      sendList(request, response, await answerFragment(needs, query, request.originalUrl));
      return;
    }
    const shown = await readShown(needs, query);
    if (shown.isGone) response.status(404);
    const { publicUrl } = needs;
    const formsTo = hostsOf(shown);
    sendPage(response, threadPage(needs, shown, query), { publicUrl, formsTo, isKept: true });
  };

/** The list alone is what everyone may see, as the API's answer is. */
function sendList(request: Request, response: Response, answer: ThreadAnswer): void {
  if ('ready' in answer) sendReady(request, response, answer.ready);
  else sendBuilt(request, response, answer);
}

/** The comment form without JavaScript: leads back to the page, or to the thread's own while only its author may see the comment. */
export const formPostRoute =
  (needs: ReaderNeeds & WritingNeeds): RequestHandler =>
  async (request, response) => {
    const { lang, back, ...body } = SubmitForm.parse(request.body);
    const { comment } = await submitFrom(needs, request, { body, key: keyOf(body) });
    const waits = comment.status !== 'approved' && back === 'thread';
    const around = comment.parent ?? undefined;
    const here = { ...hereOf({ site: body.site, url: body.url, lang }), around, own: ownLinkOf(needs, comment) };
    response.redirect(303, commentOn(waits ? addressAt(needs.publicUrl, here) : body.url, comment.id));
  };

/** A double click sends one form twice: its signed time and all that was typed into it make one key. */
function keyOf(form: SubmitForm): string | null {
  const { formToken } = form;
  return formToken ? createHash('sha256').update(JSON.stringify(form)).digest('base64url') : null;
}

/** As the URL standard writes it: there an address with a backslash in it leads nowhere else, whoever reads it. */
function commentOn(page: string, id: string): string {
  const url = new URL(page);
  url.hash = `comment-${id}`;
  return url.href;
}

/** Shows the form again with everything that was typed, whatever went wrong. Without a page of a site there is no form to show. */
export const formFlawRoute = (needs: ReaderNeeds): ErrorRequestHandler => {
  const handler: ErrorRequestHandler = async (...[error, request, response]) => {
    const refusal = refusalOf(error);
    const place = refusal && (await placeOf(needs, typedInto(request.body)));
    if (!refusal || !place) throw error;
    const { status, errors = [] } = problemOf(refusal);
    const { code, details } = refusal instanceof Refusal ? refusal : new Refusal('invalid');
    const retryAfter = details.retryAfter ?? null;
    if (retryAfter !== null) response.set('Retry-After', String(Math.max(1, Math.ceil(retryAfter))));
    const { publicUrl } = needs;
    const page = flawPage(needs, place, { code, errors, retryAfter });
    sendPage(response.status(status), page, { publicUrl, formsTo: hostsOf(place) });
  };
  // Express tells an error handler from another by its number of parameters.
  return Object.defineProperty(handler, 'length', { value: 4 });
};

function hostsOf({ url, site }: { readonly url: string; readonly site: { readonly hosts: readonly string[] } }): string[] {
  return [new URL(url).host, ...site.hosts];
}

function typedInto(body: unknown): Record<string, string> {
  const entries = Object.entries(typeof body === 'object' && body !== null ? body : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
