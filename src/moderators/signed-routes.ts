import type { Request, RequestHandler, Response } from 'express';
import { type AuthenticateNeeds, requireModerator } from './authenticate.ts';
import { type Moderator, requireMaySomewhere } from './may.ts';

interface Asked {
  readonly moderator: Moderator;
  readonly request: Request;
  readonly response: Response;
}

type Handle<N> = (needs: N, asked: Asked) => Promise<unknown>;

/** Routes for who comes with a token or a session. What `handle` answers is what they get, and nobody keeps it; nothing is a 204. */
export function signedRoutes<N extends AuthenticateNeeds>() {
  const moderated =
    (handle: Handle<N>) =>
    (needs: N): RequestHandler =>
    async (request, response) => {
      const moderator = await requireModerator(needs, request);
      const answer = await handle(needs, { moderator, request, response });
      response.set('Cache-Control', 'no-store');
      if (answer === undefined) response.status(204).end();
      else response.json(answer);
    };
  /** For owners, each of their own sites, and operators. */
  const owned = (handle: Handle<N>) =>
    moderated(async (needs, asked) => {
      requireMaySomewhere(asked.moderator, 'own');
      return handle(needs, asked);
    });
  return { moderated, owned };
}
