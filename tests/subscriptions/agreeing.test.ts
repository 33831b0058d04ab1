import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { decide } from '../support/moderator.ts';
import { ask, post } from '../support/reader.ts';
import { day, minute, running } from '../support/running.ts';
import { addSiteFor } from '../support/sites.ts';
import { addressesOf } from '../support/smtp.ts';
import { storedIn } from '../support/stored.ts';
import { agreed, linkOf, mailScene, open, press, settle } from '../support/subscriptions.ts';

test('an address is asked once its comment is visible, and told of nothing before it agreed', async (t) => {
  const scene = await mailScene(t);
  const { service, to } = scene;
  const mine = (await scene.say({ text: 'First', subscribe: 'replies' })).body.comment;
  const [asked, ...more] = to('anna@example.org');
  equal(more.length, 0);
  equal(asked?.parsed.subject, 'Confirm that you want mails about replies on Blog');
  deepEqual(addressesOf(asked?.parsed.from), ['blog@mail.example']);
  equal(/First|Anna\b/.test(asked?.parsed.text ?? ''), false, 'nothing of what was posted');
  await scene.say({ text: 'Reply', name: 'Ben', email: 'ben@example.org', parent: mine.id });
  equal(to('anna@example.org').length, 1);

  const path = linkOf(asked, 'confirm');
  for (let times = 0; times < 20; times += 1) ok((await open(service, path)).text.includes('Yes, tell me of replies'));
  equal((await fetch(service.url + path, { method: 'HEAD' })).status, 200);
  const kept = await service.service.store.subscriptions.byComment(mine.id);
  equal(kept?.state, 'asked');
  for (let times = 0; times < 2; times += 1) {
    const shown = await press(service, path, { choice: 'confirm', of: kept?.id ?? '' });
    ok(shown.status === 200 && shown.text.includes('Replies to my comment'));
  }
  await scene.say({ text: 'Another', name: 'Cleo', email: 'cleo@example.org', parent: mine.id });
  const told = to('anna@example.org').slice(1);
  deepEqual(
    told.map(({ parsed }) => parsed.subject),
    ['Cleo replied to you on “https://blog.example/article”'],
  );
});

test('a comment that waits asks nobody until it is approved, and spam never does', async (t) => {
  const scene = await mailScene(t);
  const held = (await scene.say({ text: 'Please wait', subscribe: 'replies' })).body.comment;
  const spam = (await scene.say({ text: 'Buy pills', name: 'Eve', email: 'victim@example.org', subscribe: 'thread' })).body
    .comment;
  equal(scene.server.received.length, 0);
  const token = await scene.service.token();
  await decide(scene.service, token, { ids: [held.id], to: 'approved' });
  await settle(scene.service);
  equal(scene.to('anna@example.org').length, 1);
  await decide(scene.service, token, { ids: [held.id], to: 'pending' });
  await decide(scene.service, token, { ids: [held.id], to: 'approved' });
  await settle(scene.service);
  equal(scene.to('anna@example.org').length, 1);
  equal(scene.to('victim@example.org').length, 0);
  equal((await scene.service.service.store.subscriptions.byComment(spam.id))?.state, 'waiting');
});

/** What most mail servers deliver to one mailbox, and one that no mail is sent to at all. */
const spellings = [
  ...[
    'victim@b\u00fccher.example',
    'VICTIM@B\u00dcCHER.example',
    'victim@xn--bcher-kva.example',
    'v.i.c.tim@b\u00fccher.example',
  ],
  ...[
    'victim+1@b\u00fccher.example',
    'Vic.tim+a+b@bu\u0308cher.example',
    '"victim"@b\u00fccher.example',
    'victim@b\u00fccher.example.',
  ],
];
/** Each of another network: an IPv4 address, or one of another IPv6 /56. */
const originOf = (n: number): string => (n % 2 === 0 ? `198.51.${n >> 8}.${n & 255}` : `2001:db8:${n.toString(16)}:100::1`);

/** A thousand, as `npm run test:faults` has it, take half a minute. */
const origins = Number(process.env['ORIGINS'] ?? 100);

test('many addresses of origin that name one mailbox, however it is spelled and on whatever site: one mail in 24 hours', async (t) => {
  const scene = await mailScene(t);
  const { service } = scene;
  await addSiteFor(service, { slug: 'other', hosts: ['other.example'] });
  const tokens = [await service.token(), await service.token('moderator', 'other')];
  const idsOf = (made: readonly (string | undefined)[], odd: number) => made.filter((id, at) => id && at % 2 === odd);
  const attack = async (n: number) => {
    const place = n % 2 === 0 ? {} : { site: 'other', url: 'https://other.example/a' };
    const words = { text: `Number ${n}`, name: `Eve ${n}`, email: spellings[n % spellings.length] ?? '', subscribe: 'thread' };
    const { status, body } = await post(service, { ...words, ...place }, { headers: { 'X-Forwarded-For': originOf(n) } });
    equal(status === 400, /"|\.$/.test(words.email), words.email);
    return body.comment?.id;
  };
  for (let n = 0; n < origins; n += 50) {
    const made = await Promise.all(Array.from({ length: 50 }, (_, at) => attack(n + at)));
    // A wave like this is held by what judges it; here a moderator lets all of it through.
    for (const odd of [0, 1]) await decide(service, tokens[odd] ?? '', { ids: idsOf(made, odd), to: 'approved' });
  }
  await settle(service);
  equal(scene.server.received.length, 1);
  service.clock.pass(day - minute);
  await scene.say({ text: 'Still within', name: 'Eve', email: 'v.ictim+x@xn--bcher-kva.example', subscribe: 'thread' });
  equal(scene.server.received.length, 1);
  service.clock.pass(2 * minute);
  await scene.say({ text: 'A day later', name: 'Eve', email: 'v.ictim+x@xn--bcher-kva.example', subscribe: 'thread' });
  equal(scene.server.received.length, 2);
});

test('an address that agreed once is not asked again, and hears that its held comment was approved', async (t) => {
  const scene = await mailScene(t);
  await agreed(scene, { text: 'First' });
  const { comment } = (await scene.say({ text: 'Second, wait', subscribe: 'thread' })).body;
  equal(scene.to('anna@example.org').length, 1);
  const token = await scene.service.token();
  for (const to of ['approved', 'pending', 'approved']) {
    await decide(scene.service, token, { ids: [comment.id], to });
    await settle(scene.service);
  }
  const [, approved, ...more] = scene.to('anna@example.org');
  equal(approved?.parsed.subject, 'Your comment on “https://blog.example/article” was published');
  ok(approved?.parsed.text?.includes('> Second, wait'));
  equal(more.length, 0);
});

test('without a mail server nobody is asked, and nothing is kept of the wish', async (t) => {
  const scene = await mailScene(t);
  const bare = await running(t, { settings: { holdUnknownAuthors: false } });
  const { comment } = (await post(bare, { text: 'Hello', subscribe: 'thread' })).body;
  await settle(bare);
  equal(await bare.service.store.subscriptions.byComment(comment.id), null);
  equal(scene.server.received.length, 0);
});

test('an export shows what an address asked for, and an erasure leaves nothing of it', async (t) => {
  const scene = await mailScene(t);
  const { service } = scene;
  const mine = await agreed(scene, { text: 'Mine', email: 'Qx.canary@example.org' });
  await scene.say({ text: 'A reply', name: 'Ben', email: 'ben@example.org', parent: mine.commentId });
  const token = await service.token('owner');
  const person = { email: 'qx.canary@example.org' };
  const { held } = (await ask<{ held: Record<string, unknown[]> }>(service, '/api/v1/privacy/export', { body: person, token }))
    .body;
  equal(held['subscriptions']?.length, 1);
  const { erased } = (await ask<{ erased: Record<string, number> }>(service, '/api/v1/privacy/erasures', { body: person, token }))
    .body;
  deepEqual([erased['subscriptions'], erased['comments']], [1, 1]);
  equal(
    JSON.stringify(await storedIn(service))
      .toLowerCase()
      .includes('qx.canary'),
    false,
  );
  equal((await press(service, linkOf(scene.to('Qx.canary@example.org').at(-1), 'leave'))).status, 200);
});
