import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { callXmlRpc, decideOn, linking, ping, queueOf, verifyAll, withOtherSite } from '../support/linkbacks.ts';
import { pingXml } from '../support/ping-xml.ts';
import { article, outline, thread } from '../support/reader.ts';
import { minute, running } from '../support/running.ts';

/** Then it hangs up. We answer within 2,000, which `npm run bench -- linkbacks` measures where nothing else runs. */
const wordpressWaitsMs = 3_000;

test('a pingback is verified while its sender waits, is held, and stands in the thread once approved', async (t) => {
  const { service, other } = await withOtherSite(t);
  other.answer('/post', linking('A post &amp; more'));
  const source = `${other.url}/post`;
  const { fault, text: said, response } = await ping(service, source);
  equal(fault, 0, said);
  doesNotMatch(said, /fault/i);
  deepEqual(
    ['content-type', 'transfer-encoding'].map((name) => response.headers.get(name)),
    ['text/xml; charset=utf-8', null],
  );
  equal(Number(response.headers.get('content-length')), Buffer.byteLength(said));
  const [held] = await queueOf(service);
  equal(held?.type, 'pingback');
  deepEqual((await thread(service)).comments, []);
  await decideOn(service, [held?.id ?? ''], 'approved');
  const [shown] = (await thread(service)).comments;
  deepEqual([shown?.type, shown?.author?.name, shown?.source], ['pingback', 'A post & more', source]);
  deepEqual(outline((await thread(service)).comments), ['[…] Some words before. I read a fine article and agree. […]']);
  equal((await ping(service, source)).fault, 48);
  deepEqual(other.asked, ['GET /post']);
});

test('a source is told who asks and why, as WordPress tells it', async (t) => {
  const { service, other } = await withOtherSite(t);
  let agent = '';
  other.answer('/post', ({ headers }, response) => {
    agent = headers['user-agent'] ?? '';
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(linking());
  });
  await ping(service, `${other.url}/post`);
  match(agent, /^Backtalk \(\+http:\/\/127\.0\.0\.1:\d+\); verifying pingback from 127\.0\.0\.1$/);
});

test('it reads as WordPress shows it, on the page without JavaScript', async (t) => {
  const { service, other } = await withOtherSite(t, { holdUnknownAuthors: false });
  other.answer('/post', linking('<b>Bold</b>', '<meta property="og:site_name" content="Their blog">'));
  await ping(service, `${other.url}/post`);
  const page = await (await fetch(`${service.url}/thread?site=blog&url=${encodeURIComponent(article)}`)).text();
  match(
    page,
    /Pingback: <a class="p-name" href="http:\/\/127\.0\.0\.1:\d+\/post" rel="ugc external nofollow"><bdi>&lt;b&gt;Bold&lt;\/b&gt; - Their blog<\/bdi><\/a>/,
  );
  match(page, /1 Comment/);
});

describe('each fault by its rule', () => {
  test('of the call', async (t) => {
    const { service, other } = await withOtherSite(t);
    const faults = async (body: string) => (await callXmlRpc(service, body)).fault;
    equal(await faults('<methodCall>'), -32700);
    equal(await faults(''), -32700);
    equal(await faults('<a/>'), -32600);
    equal(await faults('<methodCall><methodName>system.multicall</methodName></methodCall>'), -32601);
    equal(await faults('<methodCall><methodName>toString</methodName></methodCall>'), -32601);
    equal(await faults('<methodCall><methodName>pingback.ping</methodName></methodCall>'), -32602);
    equal(await faults(pingXml('x', article).replaceAll('string>', 'struct>')), -32602);
    equal(await faults(`<a>${'x'.repeat(65_536)}</a>`), -32600);
    deepEqual(other.asked, []);
  });

  test('of the target and the source', async (t) => {
    const { service, other } = await withOtherSite(t);
    const source = `${other.url}/post`;
    other.answer('/post', '<title>Nothing here</title>');
    equal((await ping(service, source)).fault, 17);
    equal((await ping(service, source, 'https://elsewhere.example/')).fault, 33);
    equal((await ping(service, source, 'no address')).fault, 33);
    equal((await ping(service, 'mailto:a@b.example')).fault, 16);
    equal((await ping(service, article)).fault, 16);
    const unknown = await fetch(`${service.url}/pingback/nobody`, { method: 'POST', body: pingXml(source, article) });
    deepEqual([unknown.status, /<int>33</.test(await unknown.text())], [200, true]);
    await service.set({ blockedWords: ['/post'] });
    equal((await ping(service, source)).fault, 49);
    await service.set({ blockedWords: [], pingbacks: false });
    equal((await ping(service, source)).fault, 33);
    await service.set({ pingbacks: true, open: false });
    equal((await ping(service, source)).fault, 33);
  });

  test('a source that is not there, and one that is never asked, in the same words after the same time', async (t) => {
    const { service, other } = await withOtherSite(t);
    other.answer('/picture', { type: 'image/png', body: linking() });
    other.answer('/error', { status: 403, body: linking() });
    const sources = ['/missing', '/picture', '/error'].map((path) => other.url + path);
    const never = ['http://10.0.0.1/', 'http://nobody.invalid/', 'http://[::1]/', 'http://127.0.0.1:25/', 'http://2130706433/'];
    const timed = async (source: string) => {
      const began = performance.now();
      const { fault, text: said } = await ping(service, source);
      const took = performance.now() - began;
      ok(took >= 1_400 && took < wordpressWaitsMs, `${source} took ${took} ms`);
      return `${fault} ${said}`;
    };
    const answers = [...(await Promise.all(never.map(timed)))];
    for (const source of sources) answers.push(await timed(source));
    equal(new Set(answers).size, 1, answers.join('\n'));
    match(answers[0] ?? '', /^16 /);
    deepEqual(other.asked, ['GET /missing', 'GET /missing', 'GET /picture', 'GET /picture', 'GET /error', 'GET /error']);
  });

  test('a source that appears within a second is found', async (t) => {
    const { service, other } = await withOtherSite(t);
    const pinged = ping(service, `${other.url}/late`);
    setTimeout(() => other.answer('/late', linking()), 500);
    equal((await pinged).fault, 0);
    equal((await queueOf(service)).length, 1);
  });
});

test('a source that hangs or is in trouble is answered before WordPress hangs up and looked at later, also after a restart', async (t) => {
  const { service, other } = await withOtherSite(t);
  other.answer('/hangs', () => undefined);
  other.answer('/broken', { status: 503 });
  const began = performance.now();
  match((await ping(service, `${other.url}/hangs`)).text, /received, being verified/);
  ok(performance.now() - began < wordpressWaitsMs);
  await service.restart();
  other.answer('/hangs', linking());
  await verifyAll(service);
  equal((await queueOf(service)).length, 1);
  match((await ping(service, `${other.url}/broken`)).text, /received, being verified/);
  // Whoever asks again while it waits costs nothing.
  const before = other.asked.length;
  for (let n = 0; n < 5; n += 1) match((await ping(service, `${other.url}/broken`)).text, /received, being verified/);
  equal(other.asked.length, before);
  await verifyAll(service);
  const tries = other.asked.filter((one) => one === 'GET /broken').length;
  ok(tries >= 5 && tries <= 8, `${tries} tries`);
  equal((await queueOf(service)).length, 1);
});

test('a repeated pingback is verified again at most once in ten minutes, and brings the entry up to date', async (t) => {
  const { service, other } = await withOtherSite(t, { holdUnknownAuthors: false });
  const source = `${other.url}/post`;
  other.answer('/post', linking('Before'));
  await ping(service, source);
  other.answer('/post', linking('After'));
  for (let n = 0; n < 3; n += 1) equal((await ping(service, source)).fault, 48);
  await verifyAll(service);
  equal(other.asked.length, 1);
  service.clock.pass(10 * minute);
  for (let n = 0; n < 3; n += 1) equal((await ping(service, source)).fault, 48);
  await verifyAll(service);
  equal(other.asked.length, 2);
  deepEqual(
    (await thread(service)).comments.map(({ author }) => author?.name),
    ['After'],
  );
});

test('what an approved source says later stays approved, and what a moderator removed stays away', async (t) => {
  const { service, other } = await withOtherSite(t);
  const source = `${other.url}/post`;
  const again = async (title: string) => {
    other.answer('/post', linking(title));
    service.clock.pass(11 * minute);
    equal((await ping(service, source)).fault, 48);
    await verifyAll(service);
  };
  other.answer('/post', linking('One'));
  await ping(service, source);
  const [held] = await queueOf(service);
  await decideOn(service, [held?.id ?? ''], 'approved');
  await again('Two');
  deepEqual(
    (await queueOf(service, 'approved')).map(({ author }) => author.name),
    ['Two'],
  );
  await decideOn(service, [held?.id ?? ''], 'spam');
  await again('Three');
  deepEqual(
    (await queueOf(service, 'spam')).map(({ author }) => author.name),
    ['Two'],
  );
  deepEqual(await queueOf(service), []);
});

test('the other methods', async (t) => {
  const { service, other } = await withOtherSite(t, { holdUnknownAuthors: false });
  other.answer('/a?b=1&c=2', linking());
  await ping(service, `${other.url}/a?b=1&c=2`);
  const call = async (method: string, param = '') =>
    (
      await callXmlRpc(
        service,
        `<methodCall><methodName>${method}</methodName><params><param><value>${param}</value></param></params></methodCall>`,
      )
    ).text;
  match(await call('system.listMethods'), /<string>pingback\.ping<\/string>/);
  match(
    await call('pingback.extensions.getPingbacks', article),
    /<data><value><string>http:\/\/127\.0\.0\.1:\d+\/a\?b=1&amp;c=2<\/string><\/value><\/data>/,
  );
  match(await call('pingback.extensions.getPingbacks', 'https://blog.example/other'), /<data><\/data>/);
  match(await call('pingback.extensions.getPingbacks', 'https://other.example/'), /<int>33</);
});

test('anything but POST is refused in plain text', async (t) => {
  const { url } = await running(t);
  const answer = await fetch(`${url}/pingback/blog`);
  deepEqual(
    [answer.status, answer.headers.get('allow'), answer.headers.get('content-type')],
    [405, 'POST', 'text/plain; charset=utf-8'],
  );
});

test('who sends too many is told by a fault', async (t) => {
  const service = await running(t);
  const faults: number[] = [];
  for (let n = 0; n < 61; n += 1) faults.push((await ping(service, 'no address')).fault);
  deepEqual([...new Set(faults.slice(0, 60)), faults[60]], [16, 49]);
});
