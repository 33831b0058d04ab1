import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { doWhatIsDue } from '../support/due.ts';
import { checksOff, decideOn, queueOf, verifyAll } from '../support/linkbacks.ts';
import { otherSite } from '../support/other-sites.ts';
import { without } from '../support/programs.ts';
import { ask, thread } from '../support/reader.ts';
import { minute, running } from '../support/running.ts';
import { startWordPress, type WordPress } from './wordpress.ts';

const skip = without('php', 'mariadbd', '/usr/share/wordpress/wp-load.php');

describe('a real WordPress', { skip }, () => {
  let wordpress: WordPress;
  before(async () => {
    wordpress = await startWordPress();
  });
  after(() => wordpress.stop());

  test('publishes a post that links to a page of ours: its pingback arrives, waits, is approved and shown, and an edit is answered 48', async (t) => {
    const own = await otherSite(t);
    const service = await running(t, {
      env: { FETCH_ALLOW: `${wordpress.pair},${own.pair}` },
      settings: { hosts: ['127.0.0.1'], checksOff },
    });
    const target = `${own.url}/article`;
    const head = `<!doctype html><head><link rel="pingback" href="${service.url}/pingback/blog"><title>Mine</title>`;
    for (const path of ['/article', '/second']) own.answer(path, head);

    const html = (more = '') =>
      `<p>Some words before. I read <a href="${target}">a fine article</a> and agree.${more} And <a href="${own.url}/second">a second</a>.</p>`;
    const post = await wordpress.publish('A post about it', html());
    // Of several links it notes only the last, and pings the others again at each edit.
    deepEqual(post.pinged, [`${own.url}/second`]);
    await verifyAll(service);
    const held = await queueOf(service);
    deepEqual(
      held.map(({ type, source }) => [type, source]),
      [
        ['pingback', post.url],
        ['pingback', post.url],
      ],
    );
    match(held[0]?.author.name ?? '', /^A post about it . Loopback blog$/);
    const ids = held.map(({ id }) => id);
    await decideOn(service, ids, 'approved');
    const shown = async () =>
      (await thread(service, { url: target })).comments.map(({ type, html: excerpt, source }) => ({ type, excerpt, source }));
    const excerpt = '<p>[…] A post about it Some words before. I read a fine article and agree. And a second. […]</p>';
    deepEqual(await shown(), [{ type: 'pingback', excerpt, source: post.url }]);

    service.clock.pass(11 * minute);
    const edited = await wordpress.edit(post.id, html(' More words.'));
    // A 48 counts as done.
    ok(edited.pinged.includes(target));
    await verifyAll(service);
    match((await shown())[0]?.excerpt ?? '', /More words/);
    equal((await thread(service, { url: target })).count, 1);
  });

  test('holds the pingback that a page of ours sends, and says 48 when it is sent again', async (t) => {
    const own = await otherSite(t);
    const post = await wordpress.publish('Read by us', '<p>Worth a link.</p>');
    const service = await running(t, {
      env: { FETCH_ALLOW: `${wordpress.pair},${own.pair}` },
      settings: { hosts: ['127.0.0.1'], checksOff },
    });
    const url = `${own.url}/mine`;
    const token = await service.token();
    const send = async (more = '') => {
      own.answer(
        '/mine',
        `<!doctype html><title>Our article</title><p>We read <a href="${post.url}">this</a> and liked it. ${more}</p>`,
      );
      equal((await ask(service, '/api/v1/sites/blog/linkbacks', { body: { url }, token })).status, 202);
      for (let n = 0; n < 3; n += 1) await doWhatIsDue(service);
      const { body } = await ask<{ sent: { links: { outcome: string; protocol: string }[] }[] }>(
        service,
        '/api/v1/sites/blog/linkbacks?way=out',
        { token },
      );
      return body.sent[0]?.links.map(({ outcome, protocol }) => `${protocol} ${outcome}`);
    };
    deepEqual(await send(), ['pingback sent']);
    deepEqual(await wordpress.pingbacks(post.id), [{ author: 'Our article', url }]);
    deepEqual(await send('Edited.'), ['pingback already']);
    equal((await wordpress.pingbacks(post.id)).length, 1);
  });

  test('is found by the self-test to see what its post advertises', async (t) => {
    const post = await wordpress.publish('Looked at', '<p>Here.</p>');
    const service = await running(t, { env: { FETCH_ALLOW: wordpress.pair }, settings: { hosts: ['127.0.0.1'], checksOff } });
    const path = `/api/v1/sites/blog/discover?url=${encodeURIComponent(post.url)}`;
    const { body } = await ask<{ pingback: string }>(service, path, { token: await service.token() });
    equal(body.pingback, `${wordpress.url}/xmlrpc.php`);
  });
});
