import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { createLive } from '../../src/live/live.ts';
import { Refusal } from '../../src/refusal.ts';
import { type Heard, listen } from '../support/events.ts';
import { decide } from '../support/moderator.ts';
import { post, thread } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';

const open = { holdUnknownAuthors: false };
const posted = async (service: Running, text: string, more: Record<string, unknown> = {}) =>
  (await post(service, { text, ...more })).body.comment.id;

test('a stream is never kept by anybody between, and may be read from anywhere', async (t) => {
  const service = await running(t, { settings: open });
  const { status, headers } = await listen(t, service, { headers: { Origin: 'https://anywhere.example' } });
  equal(status, 200);
  equal(headers.get('Content-Type'), 'text/event-stream; charset=utf-8');
  equal(headers.get('Cache-Control'), 'no-store');
  equal(headers.get('Access-Control-Allow-Origin'), '*');
});

test('an approval is told with the comment as the thread shows it, and its end with the id', async (t) => {
  const service = await running(t);
  const stream = await listen(t, service);
  const id = await posted(service, 'Held first');
  const token = await service.token();
  for (const to of ['trash', 'spam', 'pending', 'deleted']) {
    const text = `Then ${to}`;
    const next = to === 'trash' ? id : await posted(service, text, { name: `Name ${to}` });
    await decide(service, token, { ids: [next], to: 'approved' });
    const told = await stream.next();
    equal(told?.event, 'comment');
    deepEqual(told?.data, (await thread(service)).comments[0]);
    await decide(service, token, { ids: [next], to });
    deepEqual([(await stream.next())?.event, (await thread(service)).comments], ['removed', []], to);
  }
});

test('what is held, spam, or of another page is not told', async (t) => {
  const service = await running(t, { settings: { ...open, blockedWords: ['viagra'], heldWords: ['casino'] } });
  const stream = await listen(t, service);
  await posted(service, 'viagra');
  await posted(service, 'casino');
  await posted(service, 'Elsewhere', { url: 'https://blog.example/other' });
  const last = await posted(service, 'Here');
  deepEqual(
    (await stream.next())?.data,
    (await thread(service)).comments.find(({ id }) => id === last),
  );
});

test('its author’s deletion is told, and a page’s first comment to who waited for it', async (t) => {
  const service = await running(t, { settings: open });
  const url = 'https://blog.example/brand-new';
  const stream = await listen(t, service, { url });
  const { comment, editToken } = (await post(service, { text: 'First', url })).body;
  equal((await stream.next())?.event, 'comment');
  await fetch(`${service.url}/api/v1/comments/${comment.id}`, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${editToken}` },
  });
  const gone = await stream.next();
  deepEqual([gone?.event, gone?.data], ['removed', { id: comment.id }]);
});

test('who comes back with the last id is told what was missed, once and in order, and goes on', async (t) => {
  const service = await running(t, { settings: open });
  const first = await listen(t, service);
  await posted(service, 'One');
  const last = (await first.next())?.id ?? '';
  first.leave();
  const missed = [await posted(service, 'Two'), await posted(service, 'Three')];
  await posted(service, 'Other', { url: 'https://blog.example/other' });
  const back = await listen(t, service, { headers: { 'Last-Event-ID': last } });
  missed.push(await posted(service, 'Four'));
  const told = [await back.next(), await back.next(), await back.next()];
  deepEqual(
    told.map((each) => idIn(each)),
    missed,
  );
  equal(new Set(told.map((each) => each?.id)).size, 3);
});

test('an id that is not ours starts anew instead of failing', async (t) => {
  const service = await running(t, { settings: open });
  await posted(service, 'One');
  for (const lastId of ['nonsense', '-1', '999999999999999999999', '1e3', "' OR 1=1 --"]) {
    const stream = await listen(t, service, { headers: { 'Last-Event-ID': lastId } });
    equal(stream.status, 200, lastId);
    const id = await posted(service, `After ${lastId}`);
    const heard = [await stream.next()];
    if (heard[0]?.event === 'reset') heard.push(await stream.next());
    equal(idIn(heard.at(-1)), id, lastId);
    stream.leave();
  }
});

test('an address has ten streams, a /56 counts as one, and a place is free again when one leaves', async (t) => {
  const service = await running(t, { settings: open });
  const from = (address: string) => listen(t, service, { headers: { 'X-Forwarded-For': address } });
  const streams = [];
  for (let at = 0; at < 10; at++) streams.push(await from(`2001:db8:1:2${at}::7`));
  ok(streams.every(({ status }) => status === 200));
  const refused = await from('2001:db8:1:2f::9');
  equal(refused.status, 429);
  ok(Number(refused.headers.get('Retry-After')) > 0);
  equal((await from('2001:db8:1:100::1')).status, 200, 'the next /56');
  streams[0]?.leave();
  await until(() => service.service.live.count() === 10);
  equal((await from('2001:db8:1:2f::9')).status, 200);
});

test('closing the service ends every stream', async (t) => {
  const service = await running(t, { settings: open });
  const streams = [await listen(t, service), await listen(t, service, { url: 'https://blog.example/other' })];
  await service.restart();
  for (const stream of streams) equal(await stream.next().catch(() => null), null);
});

test('all streams together are bounded, hear a heartbeat, and end together', async (t) => {
  const { store } = (await running(t)).service;
  const live = createLive(store, { perAddress: 10, inAll: 3, heartbeatMs: 1 });
  t.after(() => live.close());
  const joined = [1, 2, 3].map((at) => listener(live, `203.0.113.${at}`));
  const refusal = await new Promise((resolve) => {
    try {
      listener(live, '203.0.113.4');
      resolve(null);
    } catch (error) {
      resolve(error);
    }
  });
  ok(refusal instanceof Refusal);
  equal(refusal.code, 'too-many-requests');
  await Promise.all(joined.map(({ beaten }) => beaten));
  live.close();
  await Promise.all(joined.map(({ ended }) => ended));
});

function listener(live: ReturnType<typeof createLive>, address: string) {
  const [beaten, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const leave = live.join({
    siteId: 'site',
    pageKey: 'blog.example/x',
    pageId: null,
    address,
    send: async () => undefined,
    beat: beaten.resolve,
    end: ended.resolve,
  });
  return { beaten: beaten.promise, ended: ended.promise, leave };
}

function idIn(heard: Heard | null | undefined): string | undefined {
  return (heard?.data as { readonly id?: string } | null | undefined)?.id;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
