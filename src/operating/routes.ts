import { timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { requestToken } from '../moderators/authenticate.ts';
import { refuse } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import type { Metrics } from './metrics.ts';

export const aliveRoute: RequestHandler = (_request, response) => {
  response.set('Cache-Control', 'no-store').json({ alive: true });
};

export interface ReadyNeeds {
  readonly store: Pick<Store, 'probe'>;
  readonly isClosing: () => boolean;
}

const retryAfterSeconds = 5;

export const readyRoute =
  (needs: ReadyNeeds): RequestHandler =>
  async (_request, response) => {
    if (needs.isClosing()) refuse('unavailable', { message: 'The service is closing.', retryAfter: retryAfterSeconds });
    const reason = await needs.store.probe().then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (reason !== null) refuse('unavailable', { message: `The store is away: ${reason}`, retryAfter: retryAfterSeconds });
    response.set('Cache-Control', 'no-store').json({ ready: true });
  };

export const metricsRoute =
  (needs: { readonly metrics: Metrics; readonly metricsToken: string | null }): RequestHandler =>
  async (request, response) => {
    if (needs.metricsToken !== null && !isEqual(requestToken(request) ?? '', needs.metricsToken)) refuse('unauthenticated');
    response
      .set('Cache-Control', 'no-store')
      .type(needs.metrics.contentType)
      .send(await needs.metrics.text());
  };

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
