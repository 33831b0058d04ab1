import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ThreadView } from '../../src/wire/thread.ts';
import { mongoPlace } from '../support/mongo-places.ts';
import { asking } from '../support/mongod.ts';
import { withoutMongod } from '../support/mongod-program.ts';
import { article, ask, post, thread } from '../support/reader.ts';
import type { ServiceProcess } from '../support/service-process.ts';
import { type Processes, patienceMs, processesOn, withBlog, within } from '../support/two-processes.ts';

const path = `/api/v1/thread?site=blog&url=${encodeURIComponent(article)}`;

describe('two processes on one MongoDB', { skip: withoutMongod() }, () => {
  let database = '';
  let remove = async () => {};
  let processes: Processes = processesOn('');
  let one: ServiceProcess;
  let other: ServiceProcess;

  before(async () => {
    const place = await mongoPlace();
    remove = place.remove;
    database = place.address;
    processes = await withBlog(database);
    [one, other] = await Promise.all([processes.start(), processes.start()]);
  });

  after(async () => {
    await Promise.all([one.stop(), other.stop()]);
    await remove();
  });

  test('what one stores, the ready bytes of the other show soon', async () => {
    await post(one, { text: 'First' });
    await within(
      patienceMs,
      () => thread(other),
      ({ count }) => count === 1,
    );
    const tag = (await ask(other, path)).headers.get('ETag') ?? '';
    equal((await ask(other, path, { headers: { 'If-None-Match': tag } })).status, 304);
    await post(one, { text: 'Second', name: 'Berta' });
    await within(
      patienceMs,
      () => ask(other, path, { headers: { 'If-None-Match': tag } }),
      ({ status }) => status === 200,
    );
    const bodies = await Promise.all([one, other].map(async ({ url }) => (await fetch(url + path)).text()));
    equal(bodies[0], bodies[1]);
  });

  test('a reader who listens at one hears of what is posted at the other', async () => {
    const stream = await fetch(`${other.url}/api/v1/events?site=blog&url=${encodeURIComponent(article)}`);
    equal(stream.status, 200);
    const heard = (async () => {
      let text = '';
      for await (const chunk of stream.body ?? []) {
        text += Buffer.from(chunk).toString();
        if (text.includes('Heard elsewhere')) return text;
      }
      return text;
    })();
    await post(one, { text: 'Heard elsewhere', name: 'Cora' });
    const text = await within(
      patienceMs,
      () => Promise.race([heard, new Promise<string>((resolve) => setTimeout(resolve, 50, ''))]),
      (value) => value !== '',
    );
    match(text, /Heard elsewhere/);
    await stream.body?.cancel().catch(() => undefined);
  });

  test('settings that are changed beside them soon hold in both', async () => {
    await processes.command('site', 'set', 'blog', 'open=false');
    for (const at of [one, other])
      await within(
        patienceMs,
        () => post(at, { text: `Too late ${Math.random()}`, name: `Dora ${Math.random()}` }),
        ({ body }) => body.code === 'thread-closed',
      );
    await processes.command('site', 'set', 'blog', 'open=true');
    for (const at of [one, other])
      await within(
        patienceMs,
        () => post(at, { text: `In time ${Math.random()}`, name: `Emil ${Math.random()}` }),
        ({ status }) => status === 201,
      );
  });

  test('the limit of an address counts what it asks of either', async () => {
    const headers = { 'X-Forwarded-For': '198.51.100.77' };
    const statuses: number[] = [];
    for (let at = 0; at < 40; at += 1)
      statuses.push((await post(at % 2 ? one : other, { text: `Many ${at}`, name: 'Fritz' }, { headers })).status);
    equal(statuses.filter((status) => status !== 429).length, 30);
  });

  test('fifty equal posts at once with one key, half to each, make one comment and fifty equal answers', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => {
        const headers = { 'Idempotency-Key': 'fifty-times-the-same', 'X-Forwarded-For': `10.9.9.${at}` };
        return post(at % 2 ? one : other, { text: 'Once and for all', name: 'Gerda' }, { headers });
      }),
    );
    equal(new Set(answers.map(({ body }) => JSON.stringify(body.comment))).size, 1);
    deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
    const stored = await asking(database, (client) =>
      client.db().collection('comments').countDocuments({ text: 'Once and for all' }),
    );
    equal(stored, 1);
  });

  test('one that is given another SECRET does not start, and says why', async () => {
    await rejects(processes.start({ SECRET: 'another secret altogether' }), /SECRET is not the one this database was made with/);
  });

  test('neither of them holds up the other’s end', async () => {
    const third = await processes.start();
    await post(third, { text: 'By a third', name: 'Hans' });
    equal(await third.stop(), 0);
    await within(
      patienceMs,
      () => thread(one),
      (view: ThreadView) => JSON.stringify(view).includes('By a third'),
    );
  });
});
