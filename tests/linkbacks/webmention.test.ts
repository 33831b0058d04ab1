import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decideOn, linking, ping, queueOf, verifyAll, webmention, withOtherSite } from '../support/linkbacks.ts';
import { article, thread } from '../support/reader.ts';
import { day, running } from '../support/running.ts';

const statusAt = async (location: string) =>
  (await (await fetch(location, { headers: { Accept: 'application/json' } })).json()) as { status: string; text: string };

test('a webmention is answered at once with where to ask what became of it', async (t) => {
  const { service, other } = await withOtherSite(t);
  other.answer('/post', linking());
  const answer = await webmention(service, `${other.url}/post`, `${article}#comments`);
  equal(answer.status, 201);
  const location = answer.headers.get('location') ?? '';
  match(location, new RegExp(`^${service.url}/webmention/blog/[0-9A-Z]{26}$`));
  equal((await statusAt(location)).status, 'waiting');
  deepEqual(other.asked, []);
  await verifyAll(service);
  equal((await statusAt(location)).status, 'verified');
  deepEqual(
    (await queueOf(service)).map(({ type }) => type),
    ['webmention'],
  );
  const page = await fetch(location, { headers: { Accept: 'text/html' } });
  match(page.headers.get('content-type') ?? '', /^text\/html/);
  match(await page.text(), /It was verified/);
  service.clock.pass(8 * day);
  equal((await statusAt(location)).status, 'verified');
  equal((await fetch(location.replace('/blog/', '/other/'))).status, 404);
});

describe('what is no webmention is refused in plain text', () => {
  const cases: readonly (readonly [source: string, target: string])[] = [
    ['', article],
    ['https://source.example/', ''],
    ['ftp://source.example/', article],
    ['https://source.example/', 'mailto:a@blog.example'],
    ['nonsense', article],
    [article, article],
    [`${article}#a`, `${article}#b`],
    ['https://source.example/', 'https://other.example/'],
    ['https://user:password@source.example/', article],
    [`https://source.example/${'x'.repeat(2_000)}`, article],
  ];
  for (const [source, target] of cases) {
    test(`${source.slice(0, 60)} to ${target}`, async (t) => {
      const service = await running(t);
      const answer = await webmention(service, source, target);
      deepEqual([answer.status, answer.headers.get('content-type')], [400, 'text/plain; charset=utf-8']);
      ok((await answer.text()).trim().length > 10);
    });
  }
});

test('each repeat is verified anew, one look at a time, and brings the entry up to date', async (t) => {
  const { service, other } = await withOtherSite(t, { holdUnknownAuthors: false });
  const source = `${other.url}/post`;
  for (const title of ['One', 'Two', 'Three']) {
    other.answer('/post', linking(title));
    const locations = new Set<string | null>();
    for (let n = 0; n < 3; n += 1) locations.add((await webmention(service, source)).headers.get('location'));
    equal(locations.size, 1);
    await verifyAll(service);
    deepEqual(
      (await thread(service)).comments.map(({ author }) => author?.name),
      [title],
    );
  }
  equal(other.asked.length, 3);
});

test('one source makes one entry, by whichever door it comes', async (t) => {
  const { service, other } = await withOtherSite(t, { holdUnknownAuthors: false });
  other.answer('/post', linking());
  equal((await ping(service, `${other.url}/post`)).fault, 0);
  await webmention(service, `${other.url}/post#here`, article.replace('https:', 'http:').replace('blog', 'www.blog'));
  await verifyAll(service);
  equal((await ping(service, `${other.url}/post`)).fault, 48);
  const shown = (await thread(service)).comments;
  deepEqual(
    shown.map(({ type, source }) => [type, source]),
    [['pingback', `${other.url}/post`]],
  );
});

test('naming its page in other words takes no entry out, and a link written anew keeps it', async (t) => {
  const { service, other } = await withOtherSite(t, { holdUnknownAuthors: false });
  const http = article.replace('https:', 'http:');
  const sent = async (target: string) => {
    await webmention(service, `${other.url}/post`, target);
    await verifyAll(service);
    return (await thread(service)).count;
  };
  other.answer('/post', linking());
  for (const target of [article, http, `${article}?utm_source=x`, http]) equal(await sent(target), 1, target);
  other.answer('/post', linking().replace(article, http));
  deepEqual([await sent(article), await sent(http)], [0, 1]);
  other.answer('/post', linking());
  equal(await sent(article), 1);
});

describe('an entry whose link is gone goes away, and comes back with it', () => {
  const without = {
    'the link': { body: '<title>Edited</title>' },
    'the page, for good': { status: 410 },
    'the page, twice not found': { status: 404 },
  };
  for (const [what, answer] of Object.entries(without)) {
    test(what, async (t) => {
      const { service, other } = await withOtherSite(t, { holdUnknownAuthors: false });
      const source = `${other.url}/post`;
      const again = async () => {
        const location = (await webmention(service, source)).headers.get('location') ?? '';
        await verifyAll(service);
        return [(await statusAt(location)).status, (await thread(service)).count];
      };
      other.answer('/post', linking());
      deepEqual(await again(), ['verified', 1]);
      other.answer('/post', answer);
      deepEqual(await again(), ['removed', 0]);
      const looks = other.asked.length;
      equal(looks, what.includes('twice') ? 3 : 2);
      deepEqual((await queueOf(service, 'trash')).length, 1);
      deepEqual(await again(), ['removed', 0]);
      other.answer('/post', linking());
      deepEqual(await again(), ['verified', 1]);
    });
  }

  test('but stays when its server is only in trouble', async (t) => {
    const { service, other } = await withOtherSite(t, { holdUnknownAuthors: false });
    other.answer('/post', linking());
    await webmention(service, `${other.url}/post`);
    await verifyAll(service);
    for (const answer of [{ status: 503 }, { status: 403 }, { type: 'image/png' }]) {
      other.answer('/post', answer);
      await webmention(service, `${other.url}/post`);
      await verifyAll(service);
      equal((await thread(service)).count, 1);
    }
  });

  test('what a moderator deleted comes back only as something new', async (t) => {
    const { service, other } = await withOtherSite(t);
    other.answer('/post', linking());
    await webmention(service, `${other.url}/post`);
    await verifyAll(service);
    const [held] = await queueOf(service);
    await decideOn(service, [held?.id ?? ''], 'deleted');
    await webmention(service, `${other.url}/post`);
    await verifyAll(service);
    const [anew] = await queueOf(service);
    ok(anew && anew.id !== held?.id);
  });
});

describe('microformats say who did what', () => {
  const entry = (body: string) =>
    `<title>A page</title><div class="h-entry"><a class="p-author h-card" href="/">Ann</a> ${body}</div>`;
  const kinds = {
    reply: `<a class="u-in-reply-to" href="${article}">re</a> <p class="e-content">I agree.</p><time class="dt-published" datetime="2026-01-02T03:04:05Z"></time>`,
    like: `<a class="u-like-of" href="${article}">liked</a>`,
    repost: `<a class="u-repost-of h-cite" href="${article}">again</a>`,
    bookmark: `<a class="u-bookmark-of" href="${article}">kept</a>`,
    mention: `<p class="e-content">See <a href="${article}">this</a>.</p>`,
  };
  for (const [kind, body] of Object.entries(kinds)) {
    test(kind, async (t) => {
      const { service, other } = await withOtherSite(t);
      other.answer('/post', entry(body));
      await webmention(service, `${other.url}/post`);
      await verifyAll(service);
      const [held] = await queueOf(service);
      const stored = await service.service.store.comments.byId(held?.id ?? '');
      equal(stored?.source?.kind, kind);
      equal(held?.author.name, 'A page - Ann');
      if (kind === 'reply') deepEqual([stored?.text, stored?.source?.published], ['I agree.', Date.UTC(2026, 0, 2, 3, 4, 5)]);
    });
  }

  test('and whatever they say is text', async (t) => {
    const { service, other } = await withOtherSite(t, { holdUnknownAuthors: false, holdAtLinks: 1 });
    const evil = '&lt;img src=x onerror=alert(1)&gt; [x](https://spam.example) &lt;script&gt;';
    other.answer(
      '/post',
      `<title>${evil}</title><div class="h-entry"><span class="p-author">${evil}</span><a class="u-in-reply-to" href="${article}"></a><p class="e-content">${evil}</p></div>`,
    );
    await webmention(service, `${other.url}/post`);
    await verifyAll(service);
    const [shown] = (await thread(service)).comments;
    equal(shown?.html, '<p>&lt;img src=x onerror=alert(1)&gt; [x](https://spam.example) &lt;script&gt;</p>');
  });
});

test('a source of 20,000 nested elements, of other charsets and of broken markup is read, and breaks nothing', async (t) => {
  const { service, other } = await withOtherSite(t, { holdUnknownAuthors: false });
  const link = `<a href="${article}">x</a>`;
  const pages: Readonly<Record<string, { type?: string; body: string | Buffer }>> = {
    '/deep': { body: `<title>Deep</title><div class="h-entry">${link}${'<div>'.repeat(20_000)}` },
    '/sjis': {
      type: 'text/html',
      body: Buffer.concat([
        Buffer.from('<meta charset=shift_jis><title>'),
        Buffer.from([0x82, 0xa0]),
        Buffer.from(`</title>${link}`),
      ]),
    },
    '/1252': { type: 'text/html; charset=windows-1252', body: Buffer.from(`<title>\x93Caf\xe9\x94</title>${link}`, 'latin1') },
    '/utf16': { type: 'text/html', body: Buffer.from(`\ufeff<title>Ünï</title>${link}`, 'utf16le') },
    '/wrong': { type: 'text/html; charset=utf-8', body: Buffer.from(`<title>a\xe9b</title>${link}`, 'latin1') },
    '/broken': { body: `<title>Broken<a <b ${link} <<<p class="h-entry ${link}</title></title>${link}<![CDATA[` },
    '/json': { type: 'application/json', body: JSON.stringify({ items: [article] }) },
    '/text': { type: 'text/plain', body: `See ${article} there` },
  };
  for (const [path, page] of Object.entries(pages)) {
    other.answer(path, page);
    equal((await webmention(service, `${other.url}${path}`)).status, 201);
  }
  await verifyAll(service);
  const names = (await thread(service)).comments.map(({ source, author }) => [source?.replace(other.url, ''), author?.name]);
  deepEqual(Object.fromEntries(names), {
    ...{ '/deep': 'Deep', '/sjis': 'あ', '/1252': '“Café”', '/utf16': 'Ünï', '/wrong': 'a\ufffdb' },
    ...{ '/broken': Object.fromEntries(names)['/broken'], '/json': '127.0.0.1', '/text': '127.0.0.1' },
  });
});

test('a link farm is spam, and a hidden link or one beside the text waits', async (t) => {
  const { service, other } = await withOtherSite(t, { holdUnknownAuthors: false });
  const link = `<a href="${article}">x</a>`;
  const farm = Array.from({ length: 220 }, (_, n) => `<a href="https://h${n}.example/">x</a>`).join(' ');
  other.answer('/farm', `<title>Farm</title><p>${link} ${farm}</p>`);
  other.answer('/hidden', `<title>Hidden</title><p style="display:none">${link}</p>`);
  other.answer('/aside', `<title>Aside</title><footer>${link}</footer>`);
  other.answer('/good', linking('Good'));
  for (const path of ['/good', '/farm', '/hidden', '/aside']) {
    await webmention(service, other.url + path);
    await verifyAll(service);
  }
  const named = async (status: string) => (await queueOf(service, status)).map(({ author }) => author.name).toSorted();
  deepEqual([await named('approved'), await named('spam'), await named('pending')], [['Good'], ['Farm'], ['Aside', 'Hidden']]);
  const [spam] = await queueOf(service, 'spam');
  ok(spam?.verdict.reasons.some(({ check }) => check === 'link-source'));
});

test('a host with an approved linkback is known where the owner says so; one among the spam is not', async (t) => {
  const { service, other } = await withOtherSite(t);
  const sent = async (path: string) => {
    other.answer(path, linking(path));
    await webmention(service, other.url + path);
    await verifyAll(service);
    return (
      await Promise.all(
        ['approved', 'pending', 'spam'].map(async (status) =>
          (await queueOf(service, status)).some(({ author }) => author.name === path) ? status : '',
        ),
      )
    ).join('');
  };
  equal(await sent('/one'), 'pending');
  const [one] = await queueOf(service);
  await decideOn(service, [one?.id ?? ''], 'approved');
  equal(await sent('/two'), 'pending');
  await service.set({ trustKnownSources: true });
  equal(await sent('/three'), 'approved');
  const held = await queueOf(service);
  await decideOn(
    service,
    held.map(({ id }) => id),
    'spam',
  );
  equal(await sent('/four'), 'pending');
  await decideOn(
    service,
    (await queueOf(service, 'approved')).map(({ id }) => id),
    'spam',
  );
  equal(await sent('/five'), 'spam');
});

test('one who names a domain too often is told to wait', async (t) => {
  const service = await running(t);
  const statuses: number[] = [];
  for (let n = 0; n < 105; n += 1) {
    const body = new URLSearchParams({ source: `http://h${n}.source.example/`, target: article });
    const answer = await fetch(`${service.url}/webmention/blog`, {
      method: 'POST',
      body,
      headers: { 'X-Forwarded-For': `10.3.0.${n}` },
    });
    statuses.push(answer.status);
  }
  deepEqual([statuses.filter((status) => status === 201).length, statuses.at(-1)], [100, 429]);
});
