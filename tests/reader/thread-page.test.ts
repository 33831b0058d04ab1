import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mf2 } from 'microformats-parser';
import { decide } from '../support/moderator.ts';
import { article, post } from '../support/reader.ts';
import { day, minute, type Running, running } from '../support/running.ts';
import { pageAt, sendForm, threadAddress, threadPage } from '../support/thread-page.ts';

const open = { holdUnknownAuthors: false };
const idsIn = (html: string) => [...html.matchAll(/id="comment-(\w{26})"/g)].map(([, id]) => id);

async function threadOf(service: Running, size: number): Promise<string[]> {
  const ids = [];
  for (let at = 1; at <= size; at += 1) ids.push((await post(service, { text: `Number ${at}` })).body.comment.id);
  return ids;
}

describe('paging by link', () => {
  for (const order of ['oldest', 'newest'] as const)
    test(`every comment once, ${order} first, and back again`, async (t) => {
      const service = await running(t, { settings: { ...open, perPage: 3, order } });
      const ids = await threadOf(service, 8);
      const [on, back] = order === 'oldest' ? ['Newer comments', 'Older comments'] : ['Older comments', 'Newer comments'];
      const pages = [];
      for (let next: string | undefined = threadAddress(service); next; next = pages.at(-1)?.link(on)) {
        ok(pages.length < 4);
        pages.push(await pageAt(next));
      }
      const seen = pages.flatMap(({ html }) => idsIn(html));
      deepEqual(seen, order === 'oldest' ? ids : ids.toReversed());
      equal(pages[0]?.link(back), undefined);
      deepEqual(idsIn((await pageAt(pages[2]?.link(back) ?? '')).html), idsIn(pages[1]?.html ?? ''));
    });

  test('the rest of a long list of replies, in the order and language one reads in', async (t) => {
    const service = await running(t, { settings: open });
    const parent = (await post(service, { text: 'Root' })).body.comment.id;
    for (let at = 1; at <= 52; at += 1) await post(service, { text: `Reply ${at}`, name: `Ben ${at}`, parent });
    const page = await threadPage(service, { lang: 'de', order: 'newest' });
    equal(idsIn(page.html).length, 51);
    const rest = await pageAt(page.link('2 weitere Antworten') ?? '');
    equal(idsIn(rest.html).length, 2);
    ok(rest.html.includes('<html lang="de" dir="ltr">'));
    equal(new URL(rest.link('Älteste zuerst') ?? '').searchParams.get('order'), 'oldest');
  });

  test('a comment that is gone, or never was, leads to the thread, which says so', async (t) => {
    const service = await running(t, { settings: open });
    const [id = ''] = await threadOf(service, 2);
    await decide(service, await service.token(), { ids: [id], to: 'trash' });
    for (const asked of [{ around: id }, { root: id }, { replyto: id }, { replyto: '01JD9Z8K3V4T5W6X7Y8Z9A0B1C' }]) {
      const page = await threadPage(service, asked);
      equal(page.status, 404);
      ok(page.text.includes('This comment is no longer here.') && page.text.includes('Number 2'), JSON.stringify(asked));
      equal(page.fields()['parent'], '');
    }
  });
});

describe('replying by link', () => {
  test('the form names whom it answers, wherever in a long thread, and its reply stands there', async (t) => {
    const service = await running(t, { settings: { ...open, perPage: 2 } });
    const ids = await threadOf(service, 6);
    const answered = ids[4] ?? '';
    const form = await threadPage(service, { replyto: answered });
    ok(form.text.includes('Leave a Reply to Anna'));
    equal(form.fields()['parent'], answered);
    equal((await pageAt(form.link('Cancel reply') ?? '')).fields()['parent'], '');
    service.clock.pass(minute);
    const { headers } = await sendForm(service, form, { text: 'Answer', name: 'Ben' });
    equal(headers.get('Location')?.split('#')[0], article);
    const { html } = await threadPage(service, { around: answered });
    match(html, new RegExp(`id="comment-${answered}"(?:(?!</ol>)[^])*<ol><li>(?:(?!</ol>)[^])*Answer`));
  });

  test('a closed thread has neither form nor links to one', async (t) => {
    const service = await running(t, { settings: open });
    await threadOf(service, 1);
    await service.set({ open: false });
    const page = await threadPage(service);
    ok(page.text.includes('Comments are closed.'));
    equal(page.link('Reply'), undefined);
    ok(!page.html.includes('<form'));
  });
});

describe('one’s own comment that waits', () => {
  const waiting = async (t: Parameters<typeof running>[0], settings = {}) => {
    const service = await running(t, { settings });
    const first = (await post(service, { text: 'First', name: 'Ben' }, { token: await service.token() })).body.comment.id;
    return { service, first };
  };
  const bodyOf = (html: string) => html.slice(html.indexOf('<ol class="thread'), html.indexOf('id="respond"'));

  test('is shown to its author by the link that the form leads to, in its place, and to nobody else', async (t) => {
    const { service, first } = await waiting(t);
    const sent = await sendForm(service, await threadPage(service, { replyto: first }), { text: 'My *secret* reply' });
    equal(sent.status, 303);
    const location = sent.headers.get('Location') ?? '';
    const mine = await pageAt(location);
    const [, id] = idsIn(mine.html);
    equal(new URL(location).hash, `#comment-${id}`);
    match(
      bodyOf(mine.html),
      /First(?:(?!<\/ol>)[\s\S])*<ol><li>(?:(?!<\/ol>)[\s\S])*awaiting moderation\.[\s\S]*My <em>secret<\/em> reply/,
    );
    ok(!(await threadPage(service)).text.includes('secret'));
    ok(!mine.html.slice(0, mine.html.indexOf('</head>')).includes('secret'), 'not in what is meant for machines');
  });

  test('spam looks the same to its author', async (t) => {
    const { service } = await waiting(t, { blockedWords: ['viagra'] });
    const sent = await sendForm(service, await threadPage(service), { text: 'Cheap viagra' });
    const mine = await pageAt(sent.headers.get('Location') ?? '');
    ok(bodyOf(mine.html).includes('awaiting moderation') && bodyOf(mine.html).includes('Cheap viagra'));
  });

  test('the link ends after an hour, and no other link opens it', async (t) => {
    const { service } = await waiting(t);
    const sent = await sendForm(service, await threadPage(service), { text: 'Mine' });
    const own = new URL(sent.headers.get('Location') ?? '').searchParams.get('own') ?? '';
    const shows = async (link: string) => bodyOf((await threadPage(service, { own: link })).html).includes('Mine');
    const [id = '', until = '', signature = ''] = own.split('.');
    equal(await shows(own), true);
    const other = (await post(service, { text: 'Another that waits' })).body.comment.id;
    const later = (Number.parseInt(until, 36) + day).toString(36);
    for (const forged of [
      '',
      'x',
      `${id}.${later}.${signature}`,
      `${other}.${until}.${signature}`,
      `${id}.${until}.`,
      `${id}.${until}`,
    ])
      equal(await shows(forged), false, forged);
    service.clock.pass(59 * minute);
    equal(await shows(own), true);
    service.clock.pass(minute);
    equal(await shows(own), false);
  });

  test('once approved it is one of all, and once thrown away it is gone', async (t) => {
    const { service } = await waiting(t, { perPage: 1 });
    const sent = await sendForm(service, await threadPage(service), { text: 'Mine' });
    const location = sent.headers.get('Location') ?? '';
    const id = new URL(location).hash.slice(9);
    await decide(service, await service.token(), { ids: [id], to: 'approved' });
    const shown = bodyOf((await pageAt(location)).html);
    ok(shown.includes('Mine') && !shown.includes('awaiting'), 'on the page of the thread where it stands');
    await decide(service, await service.token(), { ids: [id], to: 'trash' });
    ok(!bodyOf((await pageAt(location)).html).includes('Mine'));
  });
});

describe('posting', () => {
  test('a form that is sent twice is one comment, and a changed one another', async (t) => {
    const service = await running(t, { settings: open });
    const page = await threadPage(service);
    const [one, same] = await Promise.all([sendForm(service, page, { text: 'Once' }), sendForm(service, page, { text: 'Once' })]);
    equal(one.headers.get('Location'), same.headers.get('Location'));
    const other = await sendForm(service, page, { text: 'Twice' });
    deepEqual([one.status, other.status], [303, 303]);
    notEqual(other.headers.get('Location'), one.headers.get('Location'));
  });

  test('what is wrong is said in the page’s language, with the first flaw in focus', async (t) => {
    const service = await running(t, { settings: open });
    const page = await threadPage(service, { lang: 'de' });
    const flawed = await sendForm(service, page, { text: '', email: 'no', name: 'x'.repeat(246), website: 'ftp://x' });
    equal(flawed.status, 400);
    for (const said of [
      'Bitte gib einen Kommentar ein.',
      'Ein Name hat höchstens 245 Zeichen.',
      'Bitte gib eine gültige E-Mail-Adresse ein.',
      'Bitte gib eine Website ein, die mit http:// oder https:// beginnt.',
    ])
      ok(flawed.text.includes(said), said);
    deepEqual(
      flawed.elements.filter(({ attributes }) => 'autofocus' in attributes).map(({ attributes }) => attributes['name']),
      ['text'],
    );
    await service.set({ floodSeconds: 60 });
    await sendForm(service, page, { text: 'One' });
    const quick = await sendForm(service, page, { text: 'Two' });
    equal(quick.headers.get('Retry-After'), '60');
    ok(quick.text.includes('Mach mal langsam. Du kannst es in 60 Sekunden erneut versuchen.'));
  });

  test('too many posts from one address are told so on the page, and the text is kept', async (t) => {
    const service = await running(t, { settings: open });
    const page = await threadPage(service);
    const from = { 'X-Forwarded-For': '203.0.113.7' };
    for (let at = 0; at < 30; at += 1) await sendForm(service, page, { text: `Text ${at}` }, from);
    const refused = await sendForm(service, page, { text: 'The one too many' }, from);
    equal(refused.status, 429);
    ok(Number(refused.headers.get('Retry-After')) > 0);
    equal(refused.fields()['text'], '\nThe one too many'.trim());
    ok(refused.text.includes('That was too much at once.'));
  });

  test('a form that was open for days is taken, even where a browser hides its origin', async (t) => {
    const service = await running(t, { settings: open });
    const page = await threadPage(service);
    service.clock.pass(3 * day);
    const refused = await sendForm(service, page, { text: 'Late' }, { Origin: 'null' });
    equal(refused.status, 403);
    notEqual(refused.fields()['formToken'], page.fields()['formToken']);
    const again = await sendForm(service, refused, { text: refused.fields()['text'] ?? '' }, { Origin: 'null' });
    equal(again.status, 303);
    equal((await sendForm(service, page, { text: 'Late as well' }, { Origin: service.url })).status, 303);
  });

  test('a reply to what is gone meanwhile becomes a comment of its own at the second attempt', async (t) => {
    const service = await running(t, { settings: open });
    const [id = ''] = await threadOf(service, 1);
    const page = await threadPage(service, { replyto: id });
    await decide(service, await service.token(), { ids: [id], to: 'trash' });
    const refused = await sendForm(service, page, { text: 'To nobody' });
    ok(refused.text.includes('The comment you are replying to is no longer here.'));
    equal((await sendForm(service, refused, {})).status, 303);
  });
});

describe('what machines read', () => {
  const filled = async (t: Parameters<typeof running>[0]) => {
    const service = await running(t, { settings: open });
    const website = 'https://anna.example/';
    const { id } = (await post(service, { text: 'Root </script><script>', title: 'A walk', website })).body.comment;
    await post(service, { text: 'Reply', name: 'Ben', parent: id });
    return { service, id, page: await threadPage(service) };
  };

  test('schema.org: an article with comments and theirs', async (t) => {
    const { id, page } = await filled(t);
    const [script, ...more] = page.elements.filter(({ name }) => name === 'script');
    equal(more.length, 0);
    const data = JSON.parse(script?.text ?? '');
    deepEqual([data['@type'], data.url, data.headline, data.commentCount], ['Article', article, 'A walk', 2]);
    const [root] = data.comment;
    deepEqual(
      [root['@type'], root.url, root.text, root.author],
      [
        'Comment',
        `${article}#comment-${id}`,
        'Root &lt;/script&gt;&lt;script&gt;',
        { '@type': 'Person', name: 'Anna', url: 'https://anna.example/' },
      ],
    );
    deepEqual([root.comment[0].text, root.comment[0].author.name], ['Reply', 'Ben']);
  });

  test('microformats2: entries that answer the article or the comment above them', async (t) => {
    const { service, id, page } = await filled(t);
    const [feed] = mf2(page.html, { baseUrl: threadAddress(service) }).items;
    deepEqual(feed?.type, ['h-feed']);
    const [root, reply] = feed?.children ?? [];
    deepEqual([root?.type, reply?.type], [['h-entry'], ['h-entry']]);
    deepEqual(root?.properties['in-reply-to'], [article]);
    deepEqual(reply?.properties['in-reply-to'], [`${article}#comment-${id}`]);
    deepEqual(root?.properties['url'], [`${article}#comment-${id}`]);
    const [author] = root?.properties['author'] ?? [];
    ok(typeof author === 'object' && 'properties' in author);
    deepEqual([author.properties['name'], author.properties['url']], [['Anna'], ['https://anna.example/']]);
    const [content] = reply?.properties['content'] ?? [];
    deepEqual(content, { value: 'Reply', html: '<p>Reply</p>' });
  });

  test('the article’s address, the feed, and a policy that lets nothing run', async (t) => {
    const { service, page } = await filled(t);
    const link = (rel: string) => page.elements.find(({ name, attributes }) => name === 'link' && attributes['rel'] === rel);
    equal(link('canonical')?.attributes['href'], article);
    const feed = link('alternate')?.attributes['href'] ?? '';
    equal((await fetch(feed)).headers.get('Content-Type'), 'application/atom+xml; charset=utf-8');
    equal(page.link('Feed of these comments'), feed);
    const policy = page.headers.get('Content-Security-Policy') ?? '';
    match(policy, /^default-src 'none'; style-src 'sha256-/);
    ok(!/script|unsafe|\*(?!;| )/.test(policy.replace(/http:\/\/[^ ]+:\*/g, '')), policy);
    ok(policy.includes(`form-action 'self' ${service.url} http://blog.example:* http://www.blog.example:*;`), policy);
  });
});

test('the notice beside the form follows the settings, and names Akismet when it is asked', async (t) => {
  const service = await running(t, { settings: open, env: { AKISMET_KEY: 'key' } });
  const says = async () => (await threadPage(service, { lang: 'en' })).text;
  await service.set({ akismet: 'off' });
  ok(!(await says()).includes('Akismet'));
  ok(!(await says()).includes('Comment policy'));
  await service.set({ akismet: 'always', ipDays: 1, spamDays: 2, commentPolicy: 'Be kind. <b>' });
  const said = await says();
  for (const sentence of ['kept for 1 day and', 'Spam is deleted after 2 days.', 'Akismet', 'Comment policy', 'Be kind. <b>'])
    ok(said.includes(sentence), sentence);
});
