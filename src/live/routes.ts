import type { RequestHandler, Response } from 'express';
import { shownViewOf, type ViewNeeds } from '../comments/view.ts';
import { clientOf } from '../http/client-address.ts';
import { findPage } from '../sites/find-page.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Change, Store } from '../storage/store.ts';
import { PageQuery } from '../wire/thread.ts';
import type { Listener, Live } from './live.ts';

export interface EventsNeeds extends ViewNeeds {
  readonly store: {
    readonly comments: Pick<Store['comments'], 'byId'>;
    readonly pages: Pick<Store['pages'], 'byKey'>;
    readonly events: Pick<Store['events'], 'since'>;
  };
  readonly sites: Pick<SiteBook, 'bySlug'>;
  readonly live: Live;
}

/** How much of the journal one returning reader is told; who was away for longer reads the thread anew. */
const missedLimit = 1_000;

const unreadBytes = 256 * 1024;

/** Server-Sent Events of one page (WHATWG HTML, section 9.2). */
export const eventsRoute =
  (needs: EventsNeeds): RequestHandler =>
  async (request, response) => {
    const query = PageQuery.parse(request.query);
    const site = await needs.sites.bySlug(query.site);
    const { key, page } = await findPage(needs.store, site, query.url);
    response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    // Nothing would ever end the answer to who asks for its head alone.
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const listener = listenerOf(needs, response, {
      site,
      pageKey: key,
      pageId: page?.id ?? null,
      address: clientOf(request).group,
    });
    const leave = needs.live.join(listener);
    response.on('close', leave);
    response.flushHeaders();
    response.write('retry: 5000\n\n');
    const lastId = request.get('Last-Event-ID');
    if (lastId !== undefined && page) await sendMissed(needs, response, { listener, lastId });
  };

interface Place extends Pick<Listener, 'pageKey' | 'pageId' | 'address'> {
  readonly site: Site;
}

function listenerOf(needs: EventsNeeds, response: Response, { site, ...place }: Place): Listener {
  return {
    ...place,
    siteId: site.id,
    send: async (change) => {
      const text = await eventText(needs, site, change);
      if (text !== null) write(response, text);
    },
    beat: () => write(response, ': still here\n\n'),
    end: () => response.end(),
  };
}

/** A reader who takes nothing any more is let go: what is meant for them would only pile up here. */
function write(response: Response, text: string): void {
  if (response.writableLength > unreadBytes) response.destroy();
  else if (!response.writableEnded) response.write(text);
}

async function sendMissed(
  needs: EventsNeeds,
  response: Response,
  { listener, lastId }: { listener: Listener; lastId: string },
): Promise<void> {
  const missed = await needs.store.events.since(lastId, missedLimit);
  if (missed === null || missed.length >= missedLimit) {
    response.write('event: reset\ndata: {}\n\n');
    return;
  }
  for (const change of missed) if (change.pageId === listener.pageId) await listener.send(change);
}

async function eventText(needs: EventsNeeds, site: Site, change: Change): Promise<string | null> {
  if (change.commentId === null) return null;
  if (change.kind === 'removed') return eventOf(change, { id: change.commentId });
  const comment = change.kind === 'comment' ? await needs.store.comments.byId(change.commentId) : null;
  return comment?.status === 'approved' ? eventOf(change, shownViewOf(needs, site, comment)) : null;
}

function eventOf(change: Change, data: unknown): string {
  return `id: ${change.cursor}\nevent: ${change.kind}\ndata: ${JSON.stringify(data)}\n\n`;
}
