import type { RequestHandler, Response } from 'express';
import { sendPart } from '../embed/routes.ts';
import { sendSignIn } from '../moderators/admin-routes.ts';
import { sessionFrom } from '../moderators/authenticate.ts';
import type { SignInRouteNeeds } from '../moderators/session-routes.ts';
import { refuse } from '../refusal.ts';
import { dashboardPage } from './page.ts';
import { type Dashboard, readDashboard } from './parts.ts';

/** Read once, when somebody first asks. */
let known: Dashboard | null = null;

function dashboard(): Dashboard {
  known ??= readDashboard();
  return known ?? refuse('unavailable', { message: 'The dashboard was not built: npm run build.' });
}

/** Where a moderator lands: the dashboard, or the way in. */
export const dashboardRoute =
  (needs: SignInRouteNeeds): RequestHandler =>
  async (request, response) => {
    const signedIn = await sessionFrom(needs, request);
    if (signedIn) sendDashboard(needs, response);
    else sendSignIn(needs, response, { email: '', problem: null });
  };

/** A file of this build. Of another one there is nothing here: who comes back to an old page loads it anew. */
export const dashboardFileRoute: RequestHandler = (request, response) => {
  const { build, parts } = dashboard();
  const { dashboard: asked, file = '' } = request.params;
  const part = asked === build ? parts.get(String(file)) : undefined;
  const type = file === 'dashboard.css' ? 'text/css' : 'text/javascript';
  response.set('Cross-Origin-Resource-Policy', 'same-origin');
  sendPart(request, response, { part: part ?? refuse('not-found'), type, caching: 'public, max-age=31536000, immutable' });
};

function sendDashboard({ publicUrl }: SignInRouteNeeds, response: Response): void {
  response
    .set({
      'Cache-Control': 'no-store',
      'Content-Security-Policy': policyFor(publicUrl),
      'Referrer-Policy': 'same-origin',
    })
    .type('html')
    .send(dashboardPage(publicUrl, dashboard().build));
}

/**
 * Everything from here, nothing inline, and no text becomes markup but through the one policy that src/admin names. Pictures have
 * PUBLIC_URL in their address, by whatever name the service was asked.
 */
function policyFor(publicUrl: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: ${new URL(publicUrl).origin}`,
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types dashboard',
  ].join('; ');
}
