import { equal, ok, throws } from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CommentView, ThreadView } from '../../src/wire/thread.ts';
import { anotherAddress } from '../support/another-address.ts';
import { corpus } from '../support/corpus.ts';
import { elementsOf } from '../support/markup.ts';
import { requireComment, requirePage } from '../support/only.ts';
import { ask, post } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';
import { payloadsIn } from './payloads.ts';

const folder = corpus('3-hostile/xss');
const skip = folder === null && 'the recorded attacks are not here';
const atOnce = 50;

/** A payload as each field of a post takes it; a website is taken only if it is one, else the payload stands in its query. */
async function attack(service: Running, payload: string, url: string): Promise<number> {
  const field = Array.from(payload).slice(0, 245).join('').slice(0, 245).toWellFormed();
  const words = { url, text: payload, name: field, title: payload.slice(0, 1_000).toWellFormed() };
  const website = payload.length <= 200 ? payload : '';
  const asked = { headers: { 'X-Forwarded-For': anotherAddress() }, token: await tokenOf(service) };
  const straight = await post(service, { ...words, website }, asked);
  const escaped = encodeURIComponent(payload).slice(0, 150).replace(/%.?$/, '');
  const posted =
    straight.status === 201 ? straight : await post(service, { ...words, website: `https://x.example/?${escaped}` }, asked);
  ok([201, 400, 409].includes(posted.status), `${posted.status} ${payload}`);
  return posted.status;
}

const tokens = new WeakMap<Running, Promise<string>>();
function tokenOf(service: Running): Promise<string> {
  const known = tokens.get(service) ?? service.token();
  tokens.set(service, known);
  return known;
}

const walk = (comments: readonly CommentView[]): CommentView[] => comments.flatMap((one) => [one, ...walk(one.replies)]);

/** Reads a page's thread in every form the server gives it, and requires of each that nothing of an attack became markup. */
async function requireHarmless(service: Running, url: string): Promise<number> {
  const query = new URLSearchParams({ site: 'blog', url });
  const { body } = await ask<ThreadView>(service, `/api/v1/thread?${query}&limit=100`);
  const comments = walk(body.comments);
  for (const { html, author } of comments) {
    requireComment(html ?? '', 'thread');
    if (author?.url) ok(/^https?:\/\//i.test(author.url), author.url);
  }
  const [first] = comments;
  for (const more of ['', `&replyto=${first?.id}`]) {
    requirePage(await (await fetch(`${service.url}/thread?${query}${more}`)).text(), `/thread of ${url}${more}`);
  }
  await requireFeed(service, `/feeds/blog/page.atom?url=${encodeURIComponent(url)}`);
  return comments.length;
}

/** What shows the newest of the whole site: 50 in the feed. */
async function requireHarmlessNews(service: Running): Promise<void> {
  await requireFeed(service, '/feeds/blog.atom');
  const recent = await ask<{ comments: CommentView[] }>(service, '/api/v1/thread/recent?site=blog&limit=50');
  for (const { html } of recent.body.comments) requireComment(html ?? '', 'recent');
}

const inFeed = new Set([
  'html',
  'head',
  'body',
  '#comment',
  'feed',
  'id',
  'title',
  'updated',
  'link',
  'entry',
  'author',
  'name',
  'uri',
  'published',
  'content',
]);

/** A feed carries HTML as text: taken out of the XML it must be what a comment is, and nothing of it may be an element of the feed. */
async function requireFeed(service: Running, path: string): Promise<void> {
  const text = await (await fetch(service.url + path)).text();
  for (const { name, attributes, text: inner } of elementsOf(text.replace(/^<\?xml.*?\?>/, ''))) {
    ok(inFeed.has(name), `<${name}> in ${path}`);
    if (name === 'content') requireComment(inner, path);
    if (name === 'uri') ok(/^https?:\/\//i.test(inner), inner);
    if (attributes['href']) ok(/^https?:\/\//i.test(attributes['href']), attributes['href']);
  }
}

describe('what the recorded attacks become', { skip }, () => {
  const payloads = folder === null ? [] : payloadsIn(folder);

  test('in every field of a post: text, or what a comment may hold', async (t) => {
    ok(payloads.length > 2_500, `${payloads.length} attacks`);
    const service = await running(t, { settings: { holdUnknownAuthors: false, holdAtLinks: 1_000 } });
    let shown = 0;
    for (let at = 0; at < payloads.length; at += atOnce) {
      const url = `https://blog.example/attack/${at}`;
      const statuses = [];
      for (const payload of payloads.slice(at, at + atOnce)) statuses.push(await attack(service, payload, url));
      equal(await requireHarmless(service, url), statuses.filter((status) => status === 201).length);
      await requireHarmlessNews(service);
      shown += statuses.filter((status) => status === 201).length;
    }
    ok(shown > payloads.length * 0.9, `${shown} of ${payloads.length} were shown`);
  });

  test('in an author’s edit, a moderator’s edit and reply, and a preview: the same', async (t) => {
    const service = await running(t, { settings: { holdUnknownAuthors: false, holdAtLinks: 1_000 } });
    const token = await service.token('owner');
    const at = 'https://blog.example/edited';
    const { comment, editToken } = (await post(service, { text: 'Before', url: at }, { token })).body;
    for (const payload of payloads) {
      const name = payload.slice(0, 245).toWellFormed();
      const headers = { 'X-Forwarded-For': anotherAddress() };
      const own = await ask<{ comment: CommentView }>(service, `/api/v1/comments/${comment.id}`, {
        method: 'PATCH',
        body: { text: payload },
        token: editToken,
        headers,
      });
      if (own.status === 200) requireComment(own.body.comment.html ?? '', 'edited');
      const amended = await ask<{ comment: { html: string } }>(service, `/api/v1/moderation/comments/${comment.id}`, {
        method: 'PATCH',
        body: { text: payload, authorName: name },
        token,
      });
      if (amended.status === 200) requireComment(amended.body.comment.html, 'amended');
      const preview = await ask<{ html: string }>(service, '/api/v1/preview', { body: { site: 'blog', text: payload }, token });
      if (preview.status === 200) requireComment(preview.body.html, 'preview');
    }
    const reply = await ask<{ comment: CommentView }>(service, `/api/v1/moderation/comments/${comment.id}/reply`, {
      body: { text: payloads.join('\n').slice(0, 60_000) },
      token,
    });
    requireComment(reply.body.comment.html ?? '', 'reply');
    await requireHarmless(service, at);
  });

  test('in every field of a form that is shown again: values of fields', async (t) => {
    const service = await running(t);
    for (const payload of payloads) {
      const words = {
        name: payload,
        email: payload,
        website: payload,
        title: payload,
        text: payload,
        parent: payload,
        formToken: payload,
        topic: payload,
      };
      const headers = { 'X-Forwarded-For': anotherAddress() };
      const body = new URLSearchParams({ site: 'blog', url: 'https://blog.example/form', ...words });
      const answer = await fetch(`${service.url}/comments`, { method: 'POST', body, headers });
      equal(answer.status, 400);
      requirePage(await answer.text(), payload);
    }
  });
});

test('markup that got through would be found', () => {
  const bad = [
    '<script>1</script>',
    '<p onclick="x">a</p>',
    '<a href="javascript:1" rel="nofollow ugc noopener">a</a>',
    '<a href="https://a.example/">a</a>',
    '<!-- a -->',
    '<svg><a href="x"></a></svg>',
    '<img src="https://a.example/">',
  ];
  for (const html of bad) {
    throws(() => requireComment(html, html));
    if (!html.startsWith('<img') && !html.startsWith('<a href="https'))
      throws(() => requirePage(`<title>a</title><style></style><p>${html}`, html));
  }
  throws(() => requirePage('<title>a</title><style></style></style><style></style>', 'a second style'));
  requireComment('<p><em>a</em> <a href="https://a.example/" rel="nofollow ugc noopener">b</a></p>', 'harmless');
});
