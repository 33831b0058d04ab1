import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { settingsOf } from '../../src/sites/change-site.ts';
import type { FormView } from '../../src/wire/comments.ts';
import type { SiteSettings } from '../../src/wire/settings.ts';
import type { CommentView } from '../../src/wire/thread.ts';
import { doWhatIsDue } from '../support/due.ts';
import { ping, webmention } from '../support/linkbacks.ts';
import { queue } from '../support/moderator.ts';
import { article, ask, post, thread } from '../support/reader.ts';
import { day, minute, type Running, running } from '../support/running.ts';

type Proof = (service: Running) => Promise<void>;

const open = { holdUnknownAuthors: false };
const statusOf = async (service: Running, text: string, more: Record<string, unknown> = {}) =>
  (await post(service, { text, ...more })).status;
const roots = async (service: Running) => (await thread(service)).comments.map(({ html }) => html);
const storedAs = async (service: Running, status: string) =>
  (await queue(service, await service.token(), { status })).comments.map(({ text }) => text);

/** What shows that a key acts: the same request before and after it is set. */
const proofs: Partial<Record<keyof SiteSettings, Proof>> = {
  name: async (service) => {
    const title = async () => /<title>(.*?)<\/title>/.exec(await (await fetch(`${service.url}/feeds/blog.atom`)).text())?.[1];
    equal(await title(), 'Comments on Blog');
    await service.set({ name: 'My diary' });
    equal(await title(), 'Comments on My diary');
  },
  hosts: async (service) => {
    const url = 'https://bücher.example/';
    equal(await statusOf(service, 'Before', { url }), 422);
    await service.set({ hosts: ['blog.example', 'xn--bcher-kva.example'] });
    equal(await statusOf(service, 'After', { url }), 201);
  },
  locale: async (service) => {
    await service.set({ locale: 'he' });
    const page = await fetch(`${service.url}/thread?site=blog&url=${encodeURIComponent(article)}`);
    ok((await page.text()).includes('<html lang="he"'));
  },
  commentPolicy: async (service) => {
    const form = () => ask<FormView>(service, `/api/v1/form?site=blog&url=${encodeURIComponent(article)}`);
    equal((await form()).body.policy, null);
    await service.set({ commentPolicy: 'Be kind.' });
    equal((await form()).body.policy, 'Be kind.');
  },
  open: async (service) => {
    await service.set({ open: false });
    equal((await post(service, { text: 'x' })).body.code, 'thread-closed');
    equal((await thread(service)).page.open, false);
  },
  pageQuery: async (service) => {
    await post(service, { text: 'Of page 1', url: `${article}?p=1` });
    equal((await thread(service, { url: `${article}?p=1&sort=up` })).count, 0);
    await service.set({ pageQuery: ['p'] });
    equal((await thread(service, { url: `${article}?p=1&sort=up` })).count, 1);
  },
  requireNameAndEmail: async (service) => {
    const bare = { name: undefined, email: undefined };
    const send = () => ask(service, '/api/v1/comments', { body: { site: 'blog', url: article, text: 'By nobody', ...bare } });
    equal((await send()).status, 400);
    await service.set({ requireNameAndEmail: false });
    equal((await send()).status, 201);
  },
  holdEverything: async (service) => {
    equal(await statusOf(service, 'One'), 201);
    await service.set({ holdEverything: true });
    equal(await statusOf(service, 'Two'), 202);
  },
  holdUnknownAuthors: async (service) => {
    equal(await statusOf(service, 'One'), 201);
    await service.set({ holdUnknownAuthors: true });
    equal(await statusOf(service, 'Two'), 201, 'known by now');
    equal(await statusOf(service, 'Three', { name: 'Zoe' }), 202);
    equal(await statusOf(service, 'Four', { email: 'zoe@example.org' }), 202);
    equal(await statusOf(service, 'Five', { website: 'https://new.example/' }), 202, 'a website nobody saw before');
  },
  holdAtLinks: async (service) => {
    equal(await statusOf(service, 'https://a.example https://b.example'), 202);
    await service.set({ holdAtLinks: 3 });
    equal(await statusOf(service, 'https://a.example and https://b.example'), 201);
  },
  heldWords: async (service) => {
    await service.set({ heldWords: ['casino'] });
    for (const more of [{ text: 'A CASINO night' }, { name: 'Casino Kim' }, { email: 'casino@example.org' }])
      equal((await post(service, { text: 'Hello', ...more })).status, 202, JSON.stringify(more));
    equal((await post(service, { text: 'By its agent' }, { headers: { 'User-Agent': 'casino/1.0' } })).status, 202);
    deepEqual((await storedAs(service, 'pending')).length, 4);
  },
  blockedWords: async (service) => {
    await service.set({ blockedWords: ['viagra', '203.0.113.9'] });
    equal(await statusOf(service, 'Cheap viagra'), 202, 'spam is answered like held');
    await post(service, { text: 'By address' }, { headers: { 'X-Forwarded-For': '203.0.113.9' } });
    deepEqual(await storedAs(service, 'spam'), ['By address', 'Cheap viagra']);
  },
  floodSeconds: async (service) => {
    await service.set({ floodSeconds: 20 });
    equal(await statusOf(service, 'One'), 201);
    service.clock.pass(19_000);
    equal((await post(service, { text: 'Two' })).body.code, 'too-quick');
    service.clock.pass(1_000);
    equal(await statusOf(service, 'Two'), 201);
  },
  closeAfterDays: async (service) => {
    await post(service, { text: 'First' });
    service.clock.pass(3 * day);
    await service.set({ closeAfterDays: 2 });
    equal((await thread(service)).page.open, true, 'until the job has said so');
    await doWhatIsDue(service);
    equal((await thread(service)).page.open, false);
    equal((await post(service, { text: 'Late' })).body.code, 'thread-closed');
    await service.set({ closeAfterDays: null });
    await doWhatIsDue(service);
    equal((await thread(service)).page.open, true);
  },
  maxDepth: async (service) => {
    const root = (await post(service, { text: 'Root' })).body.comment.id;
    const child = (await post(service, { text: 'Child', parent: root })).body.comment.id;
    await post(service, { text: 'Grandchild', parent: child });
    const depth = ([first]: readonly CommentView[]): number => (first ? 1 + depth(first.replies) : 0);
    equal(depth((await thread(service)).comments), 3);
    await service.set({ maxDepth: 2 });
    equal(depth((await thread(service)).comments), 2);
  },
  order: async (service) => {
    for (const text of ['One', 'Two']) await post(service, { text });
    deepEqual(await roots(service), ['<p>One</p>', '<p>Two</p>']);
    await service.set({ order: 'newest' });
    deepEqual(await roots(service), ['<p>Two</p>', '<p>One</p>']);
  },
  perPage: async (service) => {
    for (const text of ['One', 'Two', 'Three']) await post(service, { text });
    await service.set({ perPage: 2 });
    deepEqual(await roots(service), ['<p>One</p>', '<p>Two</p>']);
  },
  editMinutes: async (service) => {
    await service.set({ editMinutes: 1 });
    const { comment, editToken: token, editUntil } = (await post(service, { text: 'One' })).body;
    equal(Date.parse(editUntil), service.clock.now() + minute);
    service.clock.pass(minute);
    const late = await ask(service, `/api/v1/comments/${comment.id}`, { method: 'PATCH', body: { text: 'x' }, token });
    equal(late.body.code, 'edit-window-over');
  },
  spamAt: async (service) => {
    const links = (of: string) => statusOf(service, `https://a.example/${of} https://b.example/${of} https://c.example/${of}`);
    await links('before');
    equal((await storedAs(service, 'spam')).length, 0);
    await service.set({ holdAt: 0.1, spamAt: 0.15 });
    equal(await links('after'), 202);
    equal((await storedAs(service, 'spam')).length, 1);
  },
  holdAt: async (service) => {
    equal(await statusOf(service, 'One'), 201);
    await service.set({ holdAt: 0.05 });
    equal(await statusOf(service, 'Two'), 202, 'below what speaks against anybody');
  },
  spamDays: async (service) => {
    await service.set({ blockedWords: ['viagra'], spamDays: 2 });
    await post(service, { text: 'viagra' });
    service.clock.pass(2 * day - minute);
    await doWhatIsDue(service);
    equal((await storedAs(service, 'spam')).length, 1);
    service.clock.pass(day + minute);
    await doWhatIsDue(service);
    equal((await storedAs(service, 'spam')).length, 0);
  },
  trashDays: async (service) => {
    await service.set({ trashDays: 2 });
    const { id } = (await post(service, { text: 'Waste' })).body.comment;
    const token = await service.token();
    await ask(service, '/api/v1/moderation/decisions', { body: { ids: [id], to: 'trash' }, token });
    equal((await storedAs(service, 'trash')).length, 1);
    service.clock.pass(3 * day);
    await doWhatIsDue(service);
    equal((await storedAs(service, 'trash')).length, 0);
  },
  ipDays: async (service) => {
    await service.set({ ipDays: 2 });
    for (const address of ['203.0.113.77', '2001:db8:1:2:3::4'])
      await post(service, { text: `From ${address}` }, { headers: { 'X-Forwarded-For': address } });
    const ips = async () =>
      (await queue(service, await service.token('owner'), { status: 'approved' })).comments.map(({ ip }) => ip).sort();
    deepEqual(await ips(), ['2001:db8:1:2:3::4', '203.0.113.77']);
    service.clock.pass(3 * day);
    await doWhatIsDue(service);
    deepEqual(await ips(), ['2001:db8:1::', '203.0.113.0']);
  },
  pingbacks: async (service) => {
    equal((await ping(service, 'no address')).fault, 16);
    await service.set({ pingbacks: false });
    equal((await ping(service, 'no address')).fault, 33);
  },
  webmentions: async (service) => {
    equal((await webmention(service, 'https://source.example/')).status, 201);
    await service.set({ webmentions: false });
    equal((await webmention(service, 'https://source.example/')).status, 400);
  },
  trackbacks: async (service) => {
    const said = async () =>
      (await fetch(`${service.url}/trackback/blog?url=${encodeURIComponent(article)}`, { method: 'POST', body: 'url=x' })).text();
    match(await said(), /no address/);
    await service.set({ trackbacks: false });
    match(await said(), /takes no trackbacks/);
  },
  checksOff: async (service) => {
    const text = 'Subscribe to my channel, click here to win free money!';
    equal(await statusOf(service, text), 202);
    await service.set({ checksOff: ['classifier'] });
    equal(await statusOf(service, `${text} Now.`), 201);
  },
  proofOfWork: async (service) => {
    const text = 'Subscribe to my channel, click here to win free money!';
    equal((await post(service, { text })).body.proofOfWork, undefined);
    await service.set({ proofOfWork: true });
    ok((await post(service, { text: `${text} Now.` })).body.proofOfWork);
  },
  sMaxAge: async (service) => {
    const cacheControl = async () =>
      (await fetch(`${service.url}/api/v1/thread?site=blog&url=${encodeURIComponent(article)}`)).headers.get('Cache-Control');
    equal(await cacheControl(), 'no-cache');
    await service.set({ sMaxAge: 30 });
    ok((await cacheControl())?.includes('s-maxage=30'));
  },
};

/** Need a key or a mail server from the start: tests/spam/akismet.test.ts, notifications/accounts.test.ts, article-authors/mails.test.ts. */
const provenElsewhere = ['akismet', 'notifyModerators', 'notifyAuthors'];

/** Shown where there is somebody else's site: tests/linkbacks/webmention.test.ts and sending.test.ts. */
const elsewhere = ['trustKnownSources', 'watchFeed'];

for (const [key, proof] of Object.entries(proofs))
  test(`the setting ${key} is in force`, async (t) => proof(await running(t, { settings: open })));

test('every setting has a proof that it acts', async (t) => {
  const service = await running(t);
  const keys = Object.keys(settingsOf(await service.service.sites.bySlug('blog')));
  deepEqual(keys.filter((key) => !(key in proofs)).sort(), [...provenElsewhere, ...elsewhere].sort());
});

test('a moderator may not read or change settings, an owner only by known keys and fit values', async (t) => {
  const service = await running(t);
  const path = '/api/v1/sites/blog/settings';
  const [moderator, owner] = [await service.token(), await service.token('owner')];
  equal((await ask(service, path, { token: moderator })).body.code, 'not-allowed');
  equal((await ask(service, path)).status, 401);
  const patch = (body: unknown) => ask<SiteSettings>(service, path, { method: 'PATCH', body, token: owner });
  equal((await patch({ perPage: 7 })).body.perPage, 7);
  equal((await ask<SiteSettings>(service, path, { token: owner })).body.perPage, 7);
  for (const wrong of [
    { perPage: 0 },
    { perPage: 101 },
    { closeAfterDays: 0 },
    { order: 'best' },
    { colour: 'red' },
    { hosts: [] },
  ]) {
    const refused = await patch(wrong);
    deepEqual([refused.status, refused.body.code], [400, 'invalid'], JSON.stringify(wrong));
    ok((refused.body.errors?.length ?? 0) > 0);
  }
});
