import type { Request, RequestHandler } from 'express';
import { type Store as HitStore, rateLimit } from 'express-rate-limit';
import { type AuthenticateNeeds, moderatorFrom } from '../moderators/authenticate.ts';
import type { Log } from '../operating/log.ts';
import { Refusal } from '../refusal.ts';
import type { Limits } from '../storage/limits.ts';
import { clientOf } from './client-address.ts';

/** Requests a minute from one client. Reads out of memory are answered before they come here. */
const perMinute = { read: 1_200, post: 30, preview: 60, linkback: 60, 'sign-in': 20 } as const;

export type Limited = keyof typeof perMinute;

export interface RateLimitNeeds extends AuthenticateNeeds {
  readonly store: AuthenticateNeeds['store'] & { readonly limits: Pick<Limits, 'hit'> };
  readonly log: Log;
}

const windowMs = 60_000;

/** Counts are shared by all processes. Answers the one handler of each kind, however many routes it guards. */
export function createRateLimit(needs: RateLimitNeeds): (kind: Limited) => RequestHandler {
  const handlers = new Map<Limited, RequestHandler>();
  return (kind) => {
    const handler = handlers.get(kind) ?? limitTo(needs, kind);
    handlers.set(kind, handler);
    return handler;
  };
}

function limitTo(needs: RateLimitNeeds, kind: Limited): RequestHandler {
  return rateLimit({
    windowMs,
    limit: perMinute[kind],
    store: hitStore(needs),
    keyGenerator: (request) => `${kind} ${clientOf(request).group}`,
    // Who is signed in as themselves may still try to be somebody else.
    skip: (request) => kind !== 'sign-in' && isModerator(needs, request),
    handler: (request, _response, next) => next(tooMany(request, needs.now())),
    // While the store is away its reads fail by themselves, and what is in memory goes on.
    passOnStoreError: true,
    logger: { error: (error) => needs.log.warn({ error }, 'requests are not limited'), warn: () => undefined },
    legacyHeaders: false,
    standardHeaders: false,
    // They look for mistakes in wiring, by stack traces and by header, once in each handler's life.
    validate: false,
  });
}

function hitStore({ store, now }: RateLimitNeeds): HitStore {
  return {
    localKeys: false,
    increment: async (key) => {
      const { hits, resetAt } = await store.limits.hit(key, windowMs, now());
      return { totalHits: hits, resetTime: new Date(resetAt) };
    },
    decrement: () => undefined,
    resetKey: () => undefined,
  };
}

async function isModerator(needs: RateLimitNeeds, request: Request): Promise<boolean> {
  return (await moderatorFrom(needs, request).catch(() => null)) !== null;
}

function tooMany(request: Request, now: number): Refusal {
  const { rateLimit: told } = request as Request & { readonly rateLimit?: { readonly resetTime?: Date } };
  const left = (told?.resetTime?.getTime() ?? now + windowMs) - now;
  return new Refusal('too-many-requests', { retryAfter: Math.max(1, Math.ceil(left / 1_000)) });
}
