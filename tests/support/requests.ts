import { challengeFor, isSolved } from '../../src/comments/proof-of-work.ts';
import { readDashboard } from '../../src/dashboard/parts.ts';
import { readParts } from '../../src/embed/parts.ts';
import { firstOperatorPath } from '../../src/moderators/set-up.ts';
import type { Operation } from '../../src/wire/operation.ts';
import { operations } from '../../src/wire/operations.ts';
import { anotherAddress } from './another-address.ts';
import { failedJob } from './failed-job.ts';
import { mailParts } from './mail-parts.ts';
import { privacyParts } from './privacy-parts.ts';
import { article, ask, post } from './reader.ts';
import type { Running } from './running.ts';
import { type Parts, signingInParts } from './signing-in.ts';
import { subscriptionParts } from './subscriptions.ts';
import { webhookParts } from './webhooks.ts';

/** A request that an operation takes, in parts that a test may spoil. */
export interface Sound {
  readonly operation: Operation;
  readonly label: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** A sound request for every operation of the document, with credentials that allow it. */
export async function soundRequests(service: Running): Promise<Sound[]> {
  const comment = (await post(service, { text: 'Here before' })).body;
  const { id } = comment.comment;
  const token = await service.token('owner');
  const decide = (to: string) =>
    ask<{ undo: string }>(service, '/api/v1/moderation/decisions', { body: { ids: [id], to }, token });
  await decide('pending');
  const decided = await decide('approved');
  const inPaths: Readonly<Record<string, string>> = {
    id,
    site: 'blog',
    hash: '0123456789abcdef',
    build: readParts()?.build ?? '',
    part: 'widget',
    dashboard: readDashboard()?.build ?? '',
    file: 'dashboard.js',
  };
  const pair = await pairIn(service);
  const around = await overviewParts(service, id);
  await service.set({ proofOfWork: true });
  const parts = {
    ...partsOf({ id, undo: decided.body.undo, setUp: setUpToken(service), nonce: await solutionFor(service, id) }),
    ...(await signingInParts(service)),
    ...(await webhookParts(service)),
    ...(await subscriptionParts(service)),
    ...(await privacyParts(service)),
    ...around,
    ...(await mailParts(service, (await post(service, { text: 'To be decided by mail' })).body.comment.id)),
  };
  return operations.map((operation) => {
    const label = `${operation.method.toUpperCase()} ${operation.path}`;
    const { id: own = id, ...more } = parts[label] ?? {};
    const named: Readonly<Record<string, string>> = { ...inPaths, id: operation.path.startsWith('/webmention') ? pair : own };
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => named[name] ?? '');
    const credentials = { authors: comment.editToken, moderators: token }[operation.for as string];
    const headers: Record<string, string> = credentials === undefined ? {} : { Authorization: `Bearer ${credentials}` };
    return { operation, label, path, query: {}, body: operation.body ? {} : null, headers, ...more };
  });
}

/** A webmention that was received. */
async function pairIn({ url }: Running): Promise<string> {
  const body = new URLSearchParams({ source: 'https://source.example/post', target: article });
  const answer = await fetch(`${url}/webmention/blog`, { method: 'POST', body });
  return answer.headers.get('location')?.split('/').at(-1) ?? '';
}

async function solutionFor({ service }: Running, id: string): Promise<string> {
  const comment = await service.store.comments.byId(id);
  if (!comment) throw new Error('The comment is not there.');
  const task = challengeFor(service.keys, comment);
  for (let tried = 0; ; tried += 1) if (isSolved(task, String(tried))) return String(tried);
}

/** What stands around the queue: a job that gave up, a report, a token to revoke. */
async function overviewParts(service: Running, id: string): Promise<Readonly<Record<string, Parts>>> {
  await ask(service, `/api/v1/comments/${id}/report`, { body: { reason: 'rude' } });
  const job = await failedJob(service, { kind: 'relearn', about: id });
  await service.token('moderator');
  const [token] = (await service.service.store.people.tokens()).toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const query = { site: 'blog' };
  return {
    'GET /api/v1/moderation/events': { query },
    'GET /api/v1/moderation/log/export': { query: { ...query, format: 'csv', since: '2026-01-01T00:00:00Z', comment: id } },
    'GET /api/v1/moderation/stats': { query: { ...query, days: '7' } },
    'GET /api/v1/moderation/filter': { query },
    'GET /api/v1/moderation/pages': { query: { ...query, q: 'article', limit: '5' } },
    'GET /api/v1/moderation/jobs': { query: { ...query, state: 'failed' } },
    'POST /api/v1/moderation/jobs/{id}/retry': { id: job },
    'DELETE /api/v1/moderation/comments/{id}/reports': { id },
    'GET /api/v1/sites': { query },
    'POST /api/v1/sites/{site}/settings/try': { body: { settings: { heldWords: ['here'] }, last: 5 } },
    'GET /api/v1/tokens': { query },
    'POST /api/v1/tokens': { body: { ...query, role: 'moderator', name: 'Deploys' } },
    'DELETE /api/v1/tokens/{id}': { id: token?.id ?? '' },
  };
}

function setUpToken({ service }: Running): string {
  return new URLSearchParams(firstOperatorPath(service.keys).split('?')[1]).get('token') ?? '';
}

interface Known {
  readonly id: string;
  readonly undo: string;
  readonly setUp: string;
  readonly nonce: string;
}

function partsOf({ id, undo, setUp, nonce }: Known): Readonly<Record<string, Parts>> {
  const query = { site: 'blog', url: article };
  const words = { site: 'blog', url: article, name: 'Anna', email: 'anna@example.org', website: 'https://anna.example/' };
  const account = { token: setUp, email: 'operator@example.org', name: 'Op', password: 'rather long and good' };
  return {
    'GET /api/v1/thread': { query: { ...query, order: 'newest', limit: '5', root: id } },
    'GET /api/v1/thread/recent': { query: { site: 'blog', limit: '5' } },
    'GET /api/v1/counts': { query },
    'GET /api/v1/events': { query },
    'GET /api/v1/form': { query },
    'POST /api/v1/preview': { body: { site: 'blog', text: 'Hello' } },
    'POST /api/v1/comments': {
      body: { ...words, title: 'T', parent: id, text: 'Hello', subscribe: 'thread', formToken: 'x', topic: '' },
    },
    'PATCH /api/v1/comments/{id}': { body: { text: 'Better' } },
    'POST /api/v1/comments/{id}/report': { body: { reason: 'spam', text: 'Look' } },
    'POST /comments': {
      body: { ...words, title: 'T', parent: id, text: 'By form', subscribe: 'thread', formToken: 'x', topic: '' },
    },
    'POST /webmention/{site}': { body: { source: 'https://source.example/other', target: article } },
    'POST /trackback/{site}': { query: { url: article } },
    'GET /thread': { query: { ...query, order: 'newest', replyto: id } },
    'GET /demo/install': { query: { site: 'blog' } },
    'GET /feeds/{site}/page.atom': { query: { url: article } },
    'GET /api/v1/moderation/comments': { query: { site: 'blog', status: 'approved', type: 'comment', q: 'here', limit: '5' } },
    'POST /api/v1/moderation/decisions': { body: { items: [{ id, version: 3 }], to: 'spam', note: 'No' } },
    'POST /api/v1/comments/{id}/proof': { body: { nonce } },
    'POST /api/v1/moderation/rejudge': { body: { site: 'blog', settings: { holdAtLinks: 3 }, last: 5, apply: false } },
    'POST /api/v1/moderation/undo': { body: { id: undo } },
    'PATCH /api/v1/moderation/comments/{id}': {
      body: { text: 'Amended', authorName: 'A', authorEmail: 'a@example.org', authorUrl: 'https://a.example/', version: 3 },
    },
    'POST /api/v1/moderation/comments/{id}/reply': { body: { text: 'Thanks' } },
    'PATCH /api/v1/moderation/pages': {
      body: { site: 'blog', url: article, open: false, author: { name: 'Wanda', email: 'wanda@example.org' } },
    },
    'GET /api/v1/moderation/log': { query: { site: 'blog', limit: '5' } },
    'GET /api/v1/sites/{site}/linkbacks': { query: { limit: '5', way: 'out' } },
    'POST /api/v1/sites/{site}/linkbacks': { body: { url: article } },
    'GET /api/v1/sites/{site}/discover': { query: { url: article } },
    'PATCH /api/v1/sites/{site}/settings': { body: changedSettings },
    'GET /setup': { query: { token: setUp } },
    'POST /setup': { body: account },
  };
}

const changedSettings = {
  name: 'Blog',
  hosts: ['blog.example'],
  locale: 'de',
  open: true,
  pageQuery: ['p'],
  requireNameAndEmail: false,
  holdAtLinks: 3,
  heldWords: ['casino'],
  floodSeconds: 5,
  closeAfterDays: 3,
  order: 'newest',
  spamAt: 0.9,
  akismet: 'off',
};

/** What it says; of an event stream, which has no end, nothing. */
export async function saidBy(answer: Response): Promise<string> {
  if (!answer.headers.get('Content-Type')?.startsWith('text/event-stream')) return answer.text();
  await answer.body?.cancel();
  return '';
}

/** Pingbacks and trackbacks are refused in their own words, as 200: tests/linkbacks says how. */
export const refusesByStatus = ({ operation }: Sound): boolean => !/^\/(pingback|trackback)\//.test(operation.path);

/** Sends it, from an address of its own, so that the limits stay on. */
export function send(
  service: Pick<Running, 'url'>,
  sound: Sound,
  spoilt: { query?: string; body?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<Response> {
  const { method, body: shape } = sound.operation;
  const query = spoilt.query ?? String(new URLSearchParams(sound.query));
  const form = shape?.type === 'application/x-www-form-urlencoded';
  const whole = form ? String(new URLSearchParams(sound.body as Record<string, string>)) : JSON.stringify(sound.body);
  return fetch(`${service.url}${sound.path}${query === '' ? '' : `?${query}`}`, {
    method: method.toUpperCase(),
    redirect: 'manual',
    headers: {
      ...(shape && { 'Content-Type': shape.type }),
      'X-Forwarded-For': anotherAddress(),
      ...sound.headers,
      ...spoilt.headers,
    },
    ...(sound.body !== null && { body: spoilt.body ?? whole }),
  });
}
