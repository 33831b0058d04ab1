import { doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { commandLineIn } from '../support/command.ts';
import { type ask, post } from '../support/reader.ts';
import { startService } from '../support/service-process.ts';

const main = new URL('../../src/main.ts', import.meta.url).pathname;

/** Whoever finds one of these in a log finds a person. */
const canary = 'canary.of.anna@mailbox.example';
const escaped = encodeURIComponent(canary);
const password = 'canary-password-of-anna';

test('at the finest level no route writes an email, a token, a password or a body', { timeout: 120_000 }, async (t) => {
  const cli = await commandLineIn(t, {
    SECRET: 'canary-secret-of-enough-characters-here',
    TRUST_PROXY: 'loopback',
    LOG_LEVEL: 'trace',
    METRICS_TOKEN: 'canary-metrics',
  });
  await cli.json(['site', 'add', 'blog', '--host', 'blog.example']);
  await cli.json(['site', 'set', 'blog', 'floodSeconds=0', 'holdUnknownAuthors=false']);
  const { token } = await cli.json<{ token: string }>(['token', 'create', '--site', 'blog', '--role', 'owner']);
  const service = await startService({ folder: cli.folder, main, env: cli.env });
  t.after(() => service.kill());
  const setUpLink = /\/setup\?token=(\S+)/.exec(service.output())?.[1] ?? '';
  ok(setUpLink !== '', 'the link stands on stderr');

  const { comment, editToken } = (await post(service, { text: `Mail ${canary}`, email: canary })).body;
  const requests: readonly (readonly [path: string, asked: Parameters<typeof ask>[2]])[] = [
    [`/api/v1/thread?site=blog&url=https://blog.example/${escaped}&email=${escaped}`, {}],
    [`/api/v1/thread?site=blog&url=${escaped}`, {}],
    [`/${escaped}`, {}],
    [`/feeds/${escaped}.atom`, {}],
    [`/avatar/${escaped}.svg`, {}],
    [`/api/v1/comments/${escaped}`, { token: canary }],
    [`/api/v1/comments/${comment.id}`, { token: editToken }],
    [`/api/v1/comments/${comment.id}`, { token: editToken, method: 'PATCH', body: { text: canary, email: canary } }],
    [`/api/v1/comments/${comment.id}`, { token: editToken, method: 'PATCH', body: { text: `Again ${canary}` } }],
    [`/api/v1/comments/${comment.id}/report`, { body: { reason: canary, text: canary } }],
    ['/api/v1/comments', { body: { site: 'blog', email: canary } }],
    ['/api/v1/comments', { body: { site: canary, url: canary, name: canary, email: canary, text: canary } }],
    ['/api/v1/preview', { body: { site: 'blog', text: canary } }],
    [`/api/v1/moderation/comments?site=blog&status=approved&q=${encodeURIComponent(`email:${canary}`)}`, { token }],
    [`/api/v1/moderation/comments/${comment.id}`, { token, method: 'PATCH', body: { authorEmail: canary } }],
    [`/api/v1/moderation/comments/${comment.id}/reply`, { token, body: { text: canary } }],
    ['/api/v1/moderation/decisions', { token, body: { ids: [comment.id], to: 'spam', note: canary } }],
    ['/api/v1/sites/blog/settings', { token, method: 'PATCH', body: { heldWords: [canary] } }],
    ['/api/v1/sites/blog/settings', { token: 'bt_canarycanarycanary' }],
    [
      '/metrics',
      {
        headers: {
          Authorization: 'Bearer canary-metrics-wrong',
          'X-Request-Id': canary,
          'User-Agent': canary,
          Referer: canary,
          Cookie: canary,
        },
      },
    ],
  ];
  for (const [path, asked] of requests) await fetch(service.url + path, optionsOf(asked)).then((answer) => answer.text());
  await fetch(`${service.url}/comments`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ site: 'blog', url: 'https://blog.example/a', text: 'x', email: canary, name: '' }),
  });
  const setUp = (email: string, secret: string) =>
    fetch(`${service.url}/setup`, { method: 'POST', body: new URLSearchParams({ token: setUpLink, email, password: secret }) });
  equal((await setUp(canary, canary)).status, 400);
  equal((await setUp(canary, password)).status, 201);
  const signIn = (secret: string) =>
    fetch(`${service.url}/api/v1/session`, optionsOf({ body: { email: canary, password: secret, code: 'canary-code' } }));
  equal((await signIn('canary of another')).status, 401);
  const cookies = (await signIn(password)).headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  equal(cookies.length, 2);
  const headers = { Cookie: cookies.join('; ') };
  const offer = await fetch(`${service.url}/api/v1/account/authenticator/offer`, { method: 'POST', headers });
  const { secret } = (await offer.json()) as { secret: string };
  equal((await fetch(`${service.url}/admin`, { headers })).status, 200);
  equal(await service.stop(), 0);

  const log = service
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'));
  ok(log.length > requests.length, `${log.length} lines`);
  for (const line of log) {
    ok(typeof JSON.parse(line) === 'object');
    doesNotMatch(line, /canary|mailbox\.example/i);
    for (const told of [token, editToken, setUpLink, secret, ...cookies.map((one) => one.split('=')[1] ?? '')])
      ok(told !== '' && !line.includes(told), line);
  }
  const requested = log.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === 'request');
  for (const { requestId, method, route, status } of requested) ok(requestId && method && route && status);
  match(log.at(-1) ?? '', /"msg":"closed"/);
});

function optionsOf({ token, body, method, headers }: NonNullable<Parameters<typeof ask>[2]> = {}): RequestInit {
  return {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}
