import { firstOperatorPath } from '../../src/moderators/set-up.ts';
import type { Operation } from '../../src/wire/operation.ts';
import { operations } from '../../src/wire/operations.ts';
import { anotherAddress } from './another-address.ts';
import { article, ask, post } from './reader.ts';
import type { Running } from './running.ts';
import { type Parts, signingInParts } from './signing-in.ts';

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
  const parts = {
    ...partsOf({ id, undo: decided.body.undo, setUp: setUpToken(service) }),
    ...(await signingInParts(service)),
  };
  return operations.map((operation) => {
    const label = `${operation.method.toUpperCase()} ${operation.path}`;
    const { id: own = id, ...more } = parts[label] ?? {};
    const path = operation.path.replace('{id}', own).replace('{site}', 'blog').replace('{hash}', '0123456789abcdef');
    const credentials = { authors: comment.editToken, moderators: token }[operation.for as string];
    const headers: Record<string, string> = credentials === undefined ? {} : { Authorization: `Bearer ${credentials}` };
    return { operation, label, path, query: {}, body: operation.body ? {} : null, headers, ...more };
  });
}

function setUpToken({ service }: Running): string {
  return new URLSearchParams(firstOperatorPath(service.keys).split('?')[1]).get('token') ?? '';
}

function partsOf({ id, undo, setUp }: { id: string; undo: string; setUp: string }): Readonly<Record<string, Parts>> {
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
    'GET /thread': { query: { ...query, order: 'newest', replyto: id } },
    'GET /feeds/{site}/page.atom': { query: { url: article } },
    'GET /demo': { query: { replyto: id } },
    'GET /api/v1/moderation/comments': { query: { site: 'blog', status: 'approved', type: 'comment', q: 'here', limit: '5' } },
    'POST /api/v1/moderation/decisions': { body: { items: [{ id, version: 3 }], to: 'spam', note: 'No' } },
    'POST /api/v1/moderation/undo': { body: { id: undo } },
    'PATCH /api/v1/moderation/comments/{id}': {
      body: { text: 'Amended', authorName: 'A', authorEmail: 'a@example.org', authorUrl: 'https://a.example/', version: 3 },
    },
    'POST /api/v1/moderation/comments/{id}/reply': { body: { text: 'Thanks' } },
    'PATCH /api/v1/moderation/pages': { body: { site: 'blog', url: article, open: false } },
    'GET /api/v1/moderation/log': { query: { site: 'blog', limit: '5' } },
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
