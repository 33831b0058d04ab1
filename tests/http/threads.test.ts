import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { CommentView, ThreadView } from '../../src/wire/thread.ts';
import { article, ask, outline, post, thread } from '../support/reader.ts';
import { minute, type Running, running } from '../support/running.ts';

const open = { holdUnknownAuthors: false };
const path = `/api/v1/thread?site=blog&url=${encodeURIComponent(article)}`;

/** Posts texts one after the other, each an instant later; answers their ids. */
async function posted(service: Running, texts: readonly string[], parent: string | null = null): Promise<string[]> {
  const ids = [];
  for (const text of texts) {
    service.clock.pass(1_000);
    ids.push((await post(service, { text, parent, name: `Name ${text}`, email: `${text}@example.org` })).body.comment.id);
  }
  return ids;
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `n${from + at}`);
const texts = (view: ThreadView) => view.comments.map((comment) => (comment.html ?? '').replace(/<[^>]*>/g, ''));

test('a thread is paged by key in both directions, in both orders', async (t) => {
  const service = await running(t, { settings: open });
  await posted(service, numbers(1, 10));
  for (const [order, all] of [
    ['oldest', numbers(1, 10)],
    ['newest', numbers(1, 10).reverse()],
  ] as const) {
    const first = await thread(service, { order, limit: '4' });
    deepEqual(texts(first), all.slice(0, 4));
    equal(first.prev, null);
    const second = await thread(service, { order, limit: '4', cursor: first.next ?? '' });
    deepEqual(texts(second), all.slice(4, 8));
    const third = await thread(service, { order, limit: '4', cursor: second.next ?? '' });
    deepEqual(texts(third), all.slice(8));
    equal(third.next, null);
    deepEqual(texts(await thread(service, { order, limit: '4', cursor: third.prev ?? '' })), all.slice(4, 8));
    const back = await thread(service, { order, limit: '4', cursor: second.prev ?? '' });
    deepEqual([texts(back), back.prev, back.next !== null], [all.slice(0, 4), null, true]);
  }
});

test('a page of the thread stays in place while comments arrive', async (t) => {
  const service = await running(t, { settings: open });
  await posted(service, numbers(1, 6));
  const first = await thread(service, { order: 'newest', limit: '3' });
  await posted(service, numbers(7, 9));
  deepEqual(texts(await thread(service, { order: 'newest', limit: '3', cursor: first.next ?? '' })), ['n3', 'n2', 'n1']);
});

test('replies stand at most maxDepth levels deep, and keep their true parent', async (t) => {
  const service = await running(t, { settings: { ...open, maxDepth: 3 } });
  let parent: string | null = null;
  const ids: string[] = [];
  for (const text of numbers(1, 6)) {
    const [id = ''] = await posted(service, [text], parent);
    ids.push(id);
    parent = id;
  }
  const deep = await thread(service);
  deepEqual(outline(deep.comments), [['n1', [['n2', ['n3', 'n4', 'n5', 'n6']]]]]);
  deepEqual(
    deep.comments[0]?.replies[0]?.replies.map((reply) => reply.parent),
    ids.slice(1, 5),
  );
  await service.set({ maxDepth: 10 });
  deepEqual(outline((await thread(service)).comments), [['n1', [['n2', [['n3', [['n4', [['n5', ['n6']]]]]]]]]]]);
  await service.set({ maxDepth: 1 });
  deepEqual(outline((await thread(service)).comments), numbers(1, 6));
});

test('fifty replies come with their root, the rest by root and cursor', async (t) => {
  const service = await running(t, { settings: open });
  const [root = ''] = await posted(service, ['root']);
  await posted(service, numbers(1, 120), root);
  const [shown] = (await thread(service)).comments;
  equal(shown?.replies.length, 50);
  equal(shown?.moreReplies?.count, 70);
  const seen = shown?.replies.map((reply) => reply.id) ?? [];
  for (let cursor: string | null = shown?.moreReplies?.cursor ?? null; cursor !== null; ) {
    const rest: ThreadView = await thread(service, { root, cursor });
    seen.push(...rest.comments.map((reply) => reply.id));
    cursor = rest.next;
  }
  equal(new Set(seen).size, 120);
});

test('around a comment stands the page of the thread that holds it, with what it hangs on', async (t) => {
  const service = await running(t, { settings: { ...open, maxDepth: 4 } });
  const roots = await posted(service, numbers(1, 30));
  const [mid = ''] = await posted(service, ['mid'], roots[14]);
  await posted(service, numbers(100, 170), roots[14]);
  const [deep = ''] = await posted(service, ['deep'], mid);
  const view = await thread(service, { around: deep, limit: '5' });
  deepEqual(texts(view), ['n13', 'n14', 'n15', 'n16', 'n17']);
  const found = view.comments[2]?.replies.find((reply) => reply.id === mid)?.replies.map((reply) => reply.id);
  deepEqual(found, [deep]);
  ok(view.prev !== null && view.next !== null);
  equal((await ask(service, `${path}&around=01JD9Z8K3V4T5W6X7Y8Z9A0B1C`)).body.code, 'unknown-comment');
});

test('the bytes are ready, tagged by their hash, and new after any change', async (t) => {
  const service = await running(t, { settings: open });
  await posted(service, ['first']);
  const read = (headers: Record<string, string> = {}) => fetch(service.url + path, { headers });
  const cold = await read();
  const hot = await read();
  const [etag = '', again] = [cold.headers.get('ETag') ?? '', hot.headers.get('ETag')];
  equal(again, etag);
  deepEqual(await hot.json(), await cold.json());
  const headers = (response: Response) =>
    [...response.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name));
  deepEqual(headers(await read()), headers(cold), 'the same headers from memory as by way of the route');
  equal((await read({ 'If-None-Match': etag })).status, 304);
  equal((await read({ 'If-None-Match': `W/${etag}, "other"` })).status, 304);
  notEqual((await read({ 'Accept-Encoding': 'br' })).headers.get('ETag'), etag);
  await posted(service, ['second']);
  const after = await read({ 'If-None-Match': etag });
  equal(after.status, 200);
  deepEqual(outline(((await after.json()) as ThreadView).comments), ['first', 'second']);
});

test('a tracking parameter, a fragment, www. and a slash make no other page; another query does', async (t) => {
  const service = await running(t, { settings: open });
  await post(service, { text: 'Here', url: 'http://www.blog.example:80/article/?utm_source=x&fbclid=1#top' });
  equal((await thread(service)).count, 1);
  equal((await thread(service, { url: `${article}?p=1` })).count, 0);
  await service.set({ pageQuery: ['id'] });
  equal((await thread(service, { url: `${article}?p=1` })).count, 1);
});

test('an unknown page is an empty thread, and all of them share one answer', async (t) => {
  const service = await running(t);
  const tags = await Promise.all(
    ['a', 'b'].map(async (name) =>
      (await fetch(`${service.url}/api/v1/thread?site=blog&url=https://blog.example/${name}`)).headers.get('ETag'),
    ),
  );
  equal(tags[0], tags[1]);
  deepEqual(
    await service.service.store.pages.list((await service.service.sites.bySlug('blog')).id, null, 10),
    [],
    'reading never writes',
  );
  equal((await ask(service, '/api/v1/thread?site=nobody&url=https://blog.example/')).body.code, 'unknown-site');
});

test('counts, recent and feeds know what is approved, and nothing else', async (t) => {
  const service = await running(t, { settings: open });
  await post(service, { text: 'Shown', title: 'The title' });
  await service.set({ holdEverything: true });
  await post(service, { text: 'Hidden', url: 'https://blog.example/quiet', title: 'A secret title' });
  const asked = [article, 'https://blog.example/quiet', 'https://elsewhere.example/'];
  const counts = await ask<{ counts: object }>(
    service,
    `/api/v1/counts?site=blog&${asked.map((url) => `url=${encodeURIComponent(url)}`).join('&')}`,
  );
  deepEqual(counts.body.counts, { [article]: 1, 'https://blog.example/quiet': 0, 'https://elsewhere.example/': 0 });
  const recent = await ask<{ comments: (CommentView & { page: object })[] }>(service, '/api/v1/thread/recent?site=blog');
  deepEqual(
    recent.body.comments.map(({ html, page }) => [html, page]),
    [['<p>Shown</p>', { url: article, title: 'The title' }]],
  );
  const feed = await (await fetch(`${service.url}/feeds/blog.atom`)).text();
  ok(feed.includes('Shown') && !feed.includes('Hidden') && !feed.includes('secret'));
  const quiet = await (await fetch(`${service.url}/feeds/blog/page.atom?url=https://blog.example/quiet`)).text();
  ok(!quiet.includes('Hidden') && !quiet.includes('secret'));
  const page = await (await fetch(`${service.url}/thread?site=blog&url=https://blog.example/quiet`)).text();
  ok(page.includes('<meta name="robots" content="noindex">'));
  ok(!(await (await fetch(`${service.url}/thread?site=blog&url=${article}`)).text()).includes('noindex'));
});

test('events tell what becomes visible and what goes, and what was missed since an id', async (t) => {
  const service = await running(t, { settings: open });
  await posted(service, ['zero']);
  const stop = new AbortController();
  const stream = await fetch(`${service.url}/api/v1/events?site=blog&url=${encodeURIComponent(article)}`, {
    signal: stop.signal,
  });
  equal(stream.headers.get('Content-Type'), 'text/event-stream; charset=utf-8');
  const heard = eventsOf(stream);
  const [id = ''] = await posted(service, ['one']);
  const first = await heard('comment');
  equal(JSON.parse(first.data).id, id);
  const token = await service.token();
  await ask(service, '/api/v1/moderation/decisions', { body: { ids: [id], to: 'spam' }, token });
  deepEqual(JSON.parse((await heard('removed')).data), { id });
  stop.abort();
  const back = await fetch(`${service.url}/api/v1/events?site=blog&url=${encodeURIComponent(article)}`, {
    headers: { 'Last-Event-ID': first.id },
  });
  deepEqual(JSON.parse((await eventsOf(back)('removed')).data), { id });
  await back.body?.cancel().catch(() => undefined);
});

test('an address has ten event streams', async (t) => {
  const service = await running(t, { settings: open });
  const listen = () => fetch(`${service.url}/api/v1/events?site=blog&url=${encodeURIComponent(article)}`);
  const streams = await Promise.all(Array.from({ length: 11 }, listen));
  deepEqual(streams.map((stream) => stream.status).sort(), [...Array(10).fill(200), 429]);
  await Promise.all(streams.map((stream) => stream.body?.cancel()));
});

test('deleted and expired comments leave the thread, and addresses are shortened in time', async (t) => {
  const service = await running(t, { settings: open });
  const [kept = '', spam = ''] = await posted(service, ['kept', 'spam']);
  await ask(service, '/api/v1/moderation/decisions', { body: { ids: [spam], to: 'spam' }, token: await service.token() });
  service.clock.pass(16 * 24 * 60 * minute);
  const { worker, store, newId } = service.service;
  await store.jobs.add(
    (['expire-comments', 'shorten-addresses'] as const).map((kind) => ({
      id: newId(),
      key: kind,
      kind,
      subjectId: '',
      runAt: 0,
    })),
  );
  equal(await worker.runDue(), 4, 'these two, the one that the settings left, and what the decision teaches');
  equal((await store.comments.byId(spam))?.status, 'deleted');
  equal((await store.comments.byId(spam))?.text, '');
  const address = (await store.comments.byId(kept))?.address ?? '';
  ok(address.endsWith('.0'), address);
});

/** Reads a stream of events up to the next one of a name. */
function eventsOf(response: Response): (name: string) => Promise<{ id: string; data: string }> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return async (name) => {
    for (;;) {
      const end = text.indexOf('\n\n');
      const block = end < 0 ? null : text.slice(0, end);
      if (block === null) {
        const { value, done } = (await reader?.read()) ?? { value: '', done: true };
        if (done) throw new Error(`The stream ended before ${name}`);
        text += value;
        continue;
      }
      text = text.slice(end + 2);
      const fields = Object.fromEntries(
        block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      if (fields['event'] === name) return { id: fields['id'] ?? '', data: fields['data'] ?? '' };
    }
  };
}
