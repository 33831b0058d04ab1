import type { Request, RequestHandler } from 'express';
import { clientOf } from '../http/client-address.ts';
import { readBody } from '../http/read-body.ts';
import { markUnchanged } from '../http/request-log.ts';
import { sendPage } from '../http/send-page.ts';
import { stopwatch } from '../operating/metrics.ts';
import { Refusal, refuse } from '../refusal.ts';
import { findPage } from '../sites/find-page.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import { WebmentionParams, WebmentionRequest } from '../wire/linkbacks.ts';
import { siteSlug } from '../wire/text.ts';
import { approvedSources } from './approved-sources.ts';
import { sendXml, trackbackAnswer } from './error-routes.ts';
import { fault } from './faults.ts';
import type { Pair } from './pair.ts';
import { readTrackback } from './read-trackback.ts';
import { readCall, type XmlRpcCall } from './read-xmlrpc.ts';
import { type Claim, type ReceiveNeeds, receiveLinkback } from './receive.ts';
import { createRepeatedPings, type RepeatedPings } from './repeated-pings.ts';
import { plainUrl } from './same-url.ts';
import { statusOf, statusPage } from './status.ts';
import type { VerifyNeeds } from './verify.ts';
import { createVerifyNow, type Now } from './verify-now.ts';
import { faultAnswer, listAnswer, successAnswer } from './write-xmlrpc.ts';

export type DoorNeeds = ReceiveNeeds &
  VerifyNeeds & { readonly store: Store; readonly sites: SiteBook; readonly publicUrl: string };

const mostBytes = 64 * 1024;

// Pingback

/** `repeat` answers what was answered 48 a moment ago, without asking anybody; `take` is for everything else. */
export const pingbackDoor = (needs: DoorNeeds): { readonly repeat: RequestHandler; readonly take: RequestHandler } => {
  const repeated = createRepeatedPings(needs.now);
  return {
    repeat: async (request, response, next) => {
      const body = await readBody(request, mostBytes);
      request.body = body;
      if (!repeated.has(String(request.params['site']), body)) return next();
      markUnchanged(response);
      sendXml(response, registered);
    },
    take: takePingback(needs, repeated),
  };
};

const takePingback = (needs: DoorNeeds, repeated: RepeatedPings): RequestHandler => {
  const verifyNow = createVerifyNow(needs, stopwatch);
  const methods: Readonly<Record<string, (call: XmlRpcCall, request: Request, began: number) => Promise<string>>> = {
    'pingback.ping': async ({ params }, request, began) => {
      const [source, target] = params;
      if (typeof source !== 'string' || typeof target !== 'string')
        return faultAnswer(fault.wrongParams, 'pingback.ping takes two strings: the source and the target.');
      const { pair, is } = await receiveLinkback(
        needs,
        await claimOf(needs, request, { protocol: 'pingback', source, target, given: null }),
      );
      if (is === 'known') return registered;
      return answerOf(is === 'due' ? await verifyNow(pair, began) : 'later', pair);
    },
    'pingback.extensions.getPingbacks': async ({ params: [target] }, request) => {
      const site = await siteOf(needs, request);
      const { page } = await findPage(needs.store, site, plainUrl(target ?? '') ?? '');
      return listAnswer(page ? await approvedSources(needs.store, page.id) : []);
    },
    'system.listMethods': async () => listAnswer(Object.keys(methods)),
  };
  return async (request, response) => {
    const began = stopwatch();
    const body = request.body as Buffer;
    const call = readCall(body);
    if (typeof call === 'number') return sendXml(response, faultAnswer(call, noCall[call]));
    const method = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
    const answer = method ? await method(call, request, began) : faultAnswer(fault.noMethod, 'There is no such method here.');
    if (answer === registered) {
      markUnchanged(response);
      repeated.add(String(request.params['site']), body);
    }
    sendXml(response, answer);
  };
};

const registered = faultAnswer(fault.registered, 'The pingback has already been registered.');
const noCall = { [-32700]: 'This is not well-formed XML.', [-32600]: 'This is no call of XML-RPC.' } as const;

function answerOf(now: Now, { source, target }: Pair): string {
  switch (now) {
    case 'linked':
      return successAnswer(`Pingback from ${source} to ${target} registered.`);
    case 'later':
      return successAnswer(`Pingback from ${source} to ${target} received, being verified.`);
    case 'unlinked':
      return faultAnswer(fault.noLink, 'The source does not link to the target.');
    case 'closed':
      return faultAnswer(fault.unusableTarget, 'This page takes no linkbacks any more.');
    case 'absent':
      return faultAnswer(fault.noSource, 'The source does not exist, or could not be read.');
  }
}

// Webmention

export const webmentionRoute =
  (needs: DoorNeeds): RequestHandler =>
  async (request, response) => {
    const site = await siteOf(needs, request);
    try {
      const { source, target } = WebmentionRequest.parse(request.body ?? {});
      const claim = await claimOf(needs, request, { protocol: 'webmention', source, target, given: null });
      const { pair } = await receiveLinkback(needs, claim);
      const status = statusOf(needs.publicUrl, site, pair);
      response.status(201).set({ Location: status.url, 'Cache-Control': 'no-store' }).json(status);
    } catch (error) {
      // Its senders show a person what they get, as it is (Webmention, section 3.2.3).
      const text = plainRefusal(error);
      if (text === null) throw error;
      response.status(400).set('Cache-Control', 'no-store').type('text/plain').send(`${text}\n`);
    }
  };

function plainRefusal(error: unknown): string | null {
  if (!(error instanceof Refusal)) return null;
  const { code, details } = error;
  if (code === 'page-not-of-this-site') return 'The target is no page of this site.';
  if (code === 'thread-closed') return details.message ?? 'This page takes no linkbacks any more.';
  return code === 'invalid' || code === 'not-allowed' ? (details.message ?? 'The request is not valid.') : null;
}

export const webmentionStatusRoute =
  (needs: DoorNeeds): RequestHandler =>
  async (request, response) => {
    const { site: slug, id } = WebmentionParams.parse(request.params);
    const site = await needs.sites.bySlug(slug);
    const pair = await needs.store.received.byId(id);
    if (pair?.siteId !== site.id) return refuse('not-found');
    const status = statusOf(needs.publicUrl, site, pair);
    if (request.accepts(['json', 'html']) === 'html') sendPage(response, statusPage(status), { publicUrl: needs.publicUrl });
    else response.set('Cache-Control', 'no-store').json(status);
  };

// Trackback

export const trackbackRoute = (needs: DoorNeeds): RequestHandler => {
  const verifyNow = createVerifyNow(needs, stopwatch);
  return async (request, response) => {
    const began = stopwatch();
    const { url, ...given } = readTrackback(await readBody(request, mostBytes), request.get('Content-Type') ?? '');
    const target = request.query['url'];
    if (typeof target !== 'string') refuse('invalid', { message: 'Which page is meant? Its address belongs behind ?url=' });
    if (url === null) refuse('invalid', { message: 'The field url is missing.' });
    const claim = await claimOf(needs, request, { protocol: 'trackback', source: url, target, given });
    const { pair, is } = await receiveLinkback(needs, claim);
    const now = is === 'due' ? await verifyNow(pair, began) : 'later';
    sendXml(response, trackbackAnswer(now === 'linked' || now === 'later' ? null : trackbackErrors[now]));
  };
};

const trackbackErrors = {
  unlinked: 'Your page does not link to this one.',
  absent: 'Your page does not exist, or could not be read.',
  closed: 'This page takes no linkbacks any more.',
} as const;

async function siteOf(needs: DoorNeeds, request: Request): Promise<Site> {
  return needs.sites.bySlug(siteSlug.parse(request.params['site']));
}

async function claimOf(
  needs: DoorNeeds,
  request: Request,
  said: Pick<Claim, 'protocol' | 'source' | 'target' | 'given'>,
): Promise<Claim> {
  const { address, userAgent } = clientOf(request);
  return { ...said, site: await siteOf(needs, request), address, userAgent };
}
