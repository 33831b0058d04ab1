import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { queue } from '../support/moderator.ts';
import { article, ask, post, thread } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';

const open = { holdUnknownAuthors: false };
const filled = { name: 'Anna', email: 'anna@example.org', text: 'By form', website: '', topic: '', parent: '', title: '' };

const send = (service: Running, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  fetch(`${service.url}/comments`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({ site: 'blog', url: article, ...filled, ...fields }),
  });
const formToken = async (service: Running) =>
  (await ask<{ formToken: string }>(service, `/api/v1/form?site=blog&url=${encodeURIComponent(article)}`)).body.formToken;

test('a posted form leads back to the comment on its page, held or visible', async (t) => {
  const service = await running(t, { settings: open });
  for (const [settings, status] of [
    [{}, 'approved'],
    [{ holdEverything: true }, 'pending'],
  ] as const) {
    await service.set(settings);
    const answer = await send(service, { text: `Now ${status}`, url: `${article}?utm_source=x#top` });
    equal(answer.status, 303);
    const [, page, id = ''] = /^(.*)#comment-(\w{26})$/.exec(answer.headers.get('Location') ?? '') ?? [];
    ok(page?.startsWith(article));
    equal((await service.service.store.comments.byId(id))?.status, status);
  }
});

test('a flaw is shown by its field, and nothing that was typed is lost', async (t) => {
  const service = await running(t, { settings: open });
  const root = (await post(service, { text: 'Root', name: 'Ben' })).body.comment.id;
  const token = await formToken(service);
  const typed = {
    text: ' Line <one>\n\n"two" & \'three\' ',
    name: 'A"nna',
    email: 'no email',
    website: 'ftp://x',
    parent: root,
    formToken: token,
  };
  const answer = await send(service, typed);
  equal(answer.status, 400);
  match(answer.headers.get('Content-Type') ?? '', /^text\/html/);
  const page = await answer.text();
  for (const kept of [
    'Line &lt;one&gt;\n\n&quot;two&quot; &amp;',
    'value="A&quot;nna"',
    'value="no email"',
    'value="ftp://x"',
    root,
    token,
  ])
    ok(page.includes(kept), kept);
  for (const field of ['email', 'website']) ok(page.includes(`id="${field}-error"`), field);
  ok(page.includes('name="robots" content="noindex"'));
  equal((await thread(service)).count, 1);
});

test('each refusal has its words, its status, and the text still in the form', async (t) => {
  const service = await running(t, { settings: open });
  await send(service);
  const refused = async (fields: Record<string, string> = {}, headers: Record<string, string> = {}) => {
    const answer = await send(service, fields, headers);
    const page = await answer.text();
    ok(page.includes(fields['text'] ?? 'By form'), 'the text is kept');
    return [answer.status, page] as const;
  };
  const [status, page] = await refused();
  equal(status, 409);
  match(page, /Duplicate comment detected; it looks as though you(?:’|&#39;)ve already said that!/);
  equal((await refused({ text: 'Crossed' }, { Origin: 'https://evil.example' }))[0], 403);
  equal((await refused({ text: 'Reply', parent: '01JD9Z8K3V4T5W6X7Y8Z9A0B1C' }))[0], 404);
  await service.set({ floodSeconds: 60 });
  const [quick, words] = await refused({ text: 'Quick' });
  equal(quick, 429);
  ok(words.includes('You are posting comments too quickly. Slow down.'));
  await service.set({ floodSeconds: 0, open: false });
  equal((await refused({ text: 'Late' }))[0], 403);
});

test('the form leads to pages of the site only', async (t) => {
  const service = await running(t, { settings: open });
  const elsewhere = [
    'https://evil.example/',
    '//evil.example/',
    '/relative',
    'javascript:alert(1)',
    'https://blog.example@evil.example/',
    'https://blog.example.evil.example/',
    'https://evil.example/https://blog.example/',
    'https://evil.example\\@blog.example/',
    'https://evil.example#@blog.example/',
    'https://blog.example\r\nX-Evil: 1',
  ];
  for (const url of elsewhere) {
    const answer = await send(service, { url });
    ok(answer.status >= 400 && answer.status < 500, `${answer.status} for ${url}`);
    equal(answer.headers.get('Location'), null, url);
  }
  for (const url of [
    'https://blog.example\\.evil.example/',
    'https://blog.example/\\evil.example',
    'https://blog.example/süß?q=ä',
  ]) {
    const location = (await send(service, { url, text: `To ${url}` })).headers.get('Location') ?? '';
    equal(new URL(location).hostname, 'blog.example', location);
    ok(location.startsWith('https://blog.example/'), `a plain address for whoever reads it: ${location}`);
  }
});

test('without a site or page there is no form to show, and a plain problem says so', async (t) => {
  const service = await running(t);
  for (const [fields, status] of [
    [{ site: 'nobody' }, 404],
    [{ url: 'https://elsewhere.example/' }, 422],
    [{ url: '' }, 400],
  ] as const) {
    const answer = await send(service, fields);
    deepEqual([answer.status, answer.headers.get('Content-Type')], [status, 'application/problem+json']);
  }
});

test('a null origin needs the form’s own token, and a forged or old one is none', async (t) => {
  const service = await running(t, { settings: open });
  const from = async (text: string, token: string) =>
    (await send(service, { text, formToken: token }, { Origin: 'null' })).status;
  const token = await formToken(service);
  service.clock.pass(60_000);
  equal(await from('One', token), 303);
  equal(await from('Two', `${token}x`), 403);
  equal(await from('Three', ''), 403);
  service.clock.pass(25 * 60 * 60_000);
  equal(await from('Four', token), 403);
});

test('the honeypot, a hasty hand and a forged token hold, each with its reason, and no more', async (t) => {
  const service = await running(t, { settings: open });
  const token = await formToken(service);
  await send(service, { text: 'Hasty', formToken: token });
  service.clock.pass(60_000);
  await send(service, { text: 'Honey', formToken: token, topic: 'sweets' });
  await send(service, { text: 'Forged', formToken: 'abc.def' });
  await send(service, { text: 'Fine', formToken: token });
  const { comments } = await queue(service, await service.token());
  deepEqual(
    comments.map(({ text, status }) => [text, status]),
    [
      ['Forged', 'pending'],
      ['Honey', 'pending'],
      ['Hasty', 'pending'],
    ],
  );
  for (const { verdict, text } of comments) ok(verdict.reasons.length > 0, text);
  deepEqual(
    (await thread(service)).comments.map(({ html }) => html),
    ['<p>Fine</p>'],
  );
});

test('a page whose thread has no approved comment asks not to be indexed', async (t) => {
  const service = await running(t, { settings: { holdEverything: true } });
  const isIndexed = async () =>
    !(await (await fetch(`${service.url}/thread?site=blog&url=${encodeURIComponent(article)}`)).text()).includes('noindex');
  equal(await isIndexed(), false);
  await post(service, { text: 'Held', title: 'Secret title' });
  equal(await isIndexed(), false);
  await service.set({ holdEverything: false, holdUnknownAuthors: false });
  await post(service, { text: 'Shown' });
  equal(await isIndexed(), true);
});
