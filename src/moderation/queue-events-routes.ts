import type { Request, RequestHandler, Response } from 'express';
import { type AuthenticateNeeds, requireModerator } from '../moderators/authenticate.ts';
import { type Moderator, may, requireMay } from '../moderators/may.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import { type QueueEvent, QueueEventsQuery } from '../wire/queue-events.ts';
import type { QueueListener, QueueNews, QueueWatch, Touch } from './queue-watch.ts';

export type QueueEventsNeeds = AuthenticateNeeds & {
  readonly store: AuthenticateNeeds['store'] & { readonly queue: Pick<Store['queue'], 'counts'> };
  readonly sites: Pick<SiteBook, 'bySlug'>;
  readonly queueWatch: QueueWatch;
};

const unreadBytes = 256 * 1024;
/** Who was away for longer reads the queue anew. */
const rememberedMs = 60 * 60 * 1_000;

/** Server-Sent Events of one site's queue (WHATWG HTML, section 9.2), for who may moderate it and for as long as they may. */
export const queueEventsRoute =
  (needs: QueueEventsNeeds): RequestHandler =>
  async (request, response) => {
    const moderator = await requireModerator(needs, request);
    const site = await needs.sites.bySlug(QueueEventsQuery.parse(request.query).site);
    requireMay(moderator, 'moderate', site.id);
    response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const listener = listenerOf(needs, { request, response }, { moderator, site });
    const leave = needs.queueWatch.join(listener);
    response.on('close', leave);
    response.flushHeaders();
    response.write('retry: 3000\n\n');
    await sendFirst(needs, listener, { site, request, response });
  };

async function sendFirst(
  needs: QueueEventsNeeds,
  listener: QueueListener,
  { site, request, response }: { site: Site; request: Request; response: Response },
): Promise<void> {
  const lastId = request.get('Last-Event-ID');
  if (lastId === undefined) write(response, needs.now(), { event: 'counts', data: await needs.store.queue.counts(site.id) });
  else await listener.tell(await missedSince(needs, site, lastId));
}

function missedSince({ queueWatch, now }: QueueEventsNeeds, { id }: Site, lastId: string): Promise<QueueNews> | QueueNews {
  const since = /^\d{1,15}$/.test(lastId) ? Number(lastId) : 0;
  return since > now() - rememberedMs ? queueWatch.missed(id, since) : { at: now(), touches: null };
}

function listenerOf(
  needs: QueueEventsNeeds,
  { request, response }: { readonly request: Request; readonly response: Response },
  { moderator, site }: { readonly moderator: Moderator; readonly site: Site },
): QueueListener {
  const { id: actorId } = moderator.actor;
  /** A role, a session or a token may have ended while the stream stands. */
  const whileMay = async (act: () => Promise<void> | void) => {
    const still = await requireModerator(unnoted(needs), request).catch(() => null);
    if (still && may(still, 'moderate', site.id)) await act();
    else response.end();
  };
  return {
    siteId: site.id,
    actorId: actorId ?? '',
    tell: ({ at, touches }) =>
      whileMay(async () => {
        for (const touch of touches ?? []) write(response, at, { event: 'comment', data: touchView(touch, actorId) });
        if (touches === null) write(response, at, { event: 'reset', data: {} });
        write(response, at, { event: 'counts', data: await needs.store.queue.counts(site.id) });
      }),
    beat: () => whileMay(() => writeText(response, ': still here\n\n')),
    end: () => response.end(),
  };
}

/** An open stream is no use of a session: it must not keep one alive that nobody sits at. */
function unnoted({ store, now, publicUrl }: QueueEventsNeeds): AuthenticateNeeds {
  const { people, sessions } = store;
  return { now, publicUrl, store: { people, sessions: { byHash: sessions.byHash, see: async () => undefined } } };
}

function touchView(
  { id, version, type, status, reports, by }: Touch,
  own: string | null,
): Extract<QueueEvent, { event: 'comment' }>['data'] {
  return { ...{ id, version, type, status, reports }, by: by?.name ?? null, own: by !== null && by.id !== null && by.id === own };
}

function write(response: Response, at: number, { event, data }: QueueEvent): void {
  writeText(response, `id: ${at}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** Who takes nothing any more is let go: what is meant for them would only pile up here. */
function writeText(response: Response, text: string): void {
  if (response.writableLength > unreadBytes) response.destroy();
  else if (!response.writableEnded) response.write(text);
}
