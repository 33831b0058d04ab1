import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { commandLine } from '../../src/moderators/command-line.ts';
import { addSite } from '../../src/sites/change-site.ts';
import type { Rejudged } from '../../src/wire/moderation.ts';
import { doWhatIsDue } from '../support/due.ts';
import { decide, queue, undo } from '../support/moderator.ts';
import { ask, post } from '../support/reader.ts';
import { day, type Running, running } from '../support/running.ts';

const good = [
  'The second figure has its axes swapped, the text below has them right.',
  'Does this also hold for the older lens with the metal ring?',
  'I built the same shelf from oak, and the joints held for three years.',
  'Thank you, the part about the harbour answered what I had wondered about.',
  'My compiler refuses the last example unless I add a semicolon.',
  'The bus to that village stops at the church and not at the station.',
  'You could also soak the beans overnight, they take half the time then.',
  'The recording from 1963 is slower, and I like it better.',
  'Where did you find the map? Mine ends at the river.',
  'That is not what the judge wrote, see the third paragraph.',
  'We tried it in the school garden and the snails ate everything.',
  'A quieter fan helped more than the new case did.',
];
const bad = [
  'gacor maxwin depo receh langsung jp bossku',
  'situs gacor parah hari ini pasti maxwin',
  'depo receh wd jutaan cuma disini bossku',
  'bossku yang mau jp langsung daftar gacor',
  'maxwin terus di situs ini depo receh aja',
  'pola gacor malam ini jp maxwin bossku',
  'receh jadi jutaan gacor tiap hari',
  'langsung wd bossku situs gacor anti rungkad',
  'anti rungkad depo receh maxwin tiap malam',
  'jp maxwin bossku gacor tanpa pola',
  'situs anti rungkad depo langsung gacor',
  'hari ini gacor receh bossku jp terus',
];
const newSpam = 'depo receh gacor maxwin bossku anti rungkad';

interface Scene {
  readonly service: Running;
  readonly token: string;
  score(text: string): Promise<number>;
}

async function scene(t: TestContext): Promise<Scene> {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  let asked = 0;
  const token = await service.token('owner');
  const score = async (text: string) => {
    // What was judged a moment ago may be judged by what was known then.
    service.clock.pass(10_000);
    asked += 1;
    const url = `https://blog.example/asked-${asked}`;
    const { body } = await post(service, { text, name: `Asker ${asked}`, email: `asker${asked}@example.org`, url });
    const { comments } = await queue(service, token, { status: 'approved', limit: '100' });
    const held = await queue(service, token, { status: 'pending', limit: '100' });
    const spam = await queue(service, token, { status: 'spam', limit: '100' });
    const mine = [...comments, ...held.comments, ...spam.comments].find(({ id }) => id === body.comment.id);
    await decide(service, token, { ids: [body.comment.id], to: 'deleted' });
    return mine?.verdict.score ?? Number.NaN;
  };
  return { service, token, score };
}

async function posted(service: Running, texts: readonly string[], prefix: string): Promise<string[]> {
  const ids: string[] = [];
  for (const [at, text] of texts.entries()) {
    const url = `https://blog.example/${prefix}-${at}`;
    const { body } = await post(service, { text, name: `${prefix} ${at}`, email: `${prefix}${at}@example.org`, url });
    ids.push(body.comment.id);
  }
  return ids;
}

async function teach({ service, token }: Scene): Promise<{ spam: string | null; ids: string[] }> {
  const ids = await posted(service, bad, 'bad');
  const fine = await posted(service, good, 'good');
  await decide(service, token, { ids: fine, to: 'pending' });
  await decide(service, token, { ids: fine, to: 'approved' });
  const { body } = await decide(service, token, { ids, to: 'spam' });
  await doWhatIsDue(service);
  return { spam: body.undo, ids };
}

describe('what moderators decide', () => {
  test('teaches the filter: spam like it is caught, and even blocked; good comments pass', async (t) => {
    const site = await scene(t);
    const before = await site.score(newSpam);
    await teach(site);
    const after = await site.score(newSpam);
    ok(after > 0.9 && after > before, `${before} → ${after}`);
    ok((await site.score('The older lens has a metal ring, as the text says.')) < 0.5);
  });

  test('undo unlearns exactly', async (t) => {
    const site = await scene(t);
    const fine = await posted(site.service, good, 'good');
    await decide(site.service, site.token, { ids: fine, to: 'pending' });
    await decide(site.service, site.token, { ids: fine, to: 'approved' });
    await doWhatIsDue(site.service);
    const before = await site.score(newSpam);
    const ids = await posted(site.service, bad, 'bad');
    const { body } = await decide(site.service, site.token, { ids, to: 'spam' });
    await doWhatIsDue(site.service);
    notEqual(await site.score(newSpam), before);
    await undo(site.service, site.token, body.undo);
    await decide(site.service, site.token, { ids, to: 'trash' });
    await doWhatIsDue(site.service);
    equal(await site.score(newSpam), before);
  });

  test('the same spam approved again and again counts once, and undo takes it all back', async (t) => {
    const site = await scene(t);
    await teach(site);
    const before = await site.score(newSpam);
    const same = await posted(
      site.service,
      Array.from({ length: 60 }, () => newSpam),
      'poison',
    );
    const { body } = await decide(site.service, site.token, { ids: same, to: 'approved' });
    await doWhatIsDue(site.service);
    await undo(site.service, site.token, body.undo);
    await decide(site.service, site.token, { ids: same, to: 'deleted' });
    await doWhatIsDue(site.service);
    equal(await site.score(newSpam), before);
  });

  test('stays on its own site', async (t) => {
    const site = await scene(t);
    const { service } = site;
    const parts = { slug: 'other', name: 'Other', hosts: ['other.example'], shareHosts: false };
    const other = await addSite(service.service, commandLine, parts);
    await teach(site);
    const { decisions } = await service.service.lookups.learned(other.id);
    equal(decisions, 0);
  });

  test('an edit unlearns, and so does deleting; expired spam has taught for good', async (t) => {
    const site = await scene(t);
    const { service, token } = site;
    const { ids } = await teach(site);
    const lessons = async (isSpam: boolean) => {
      const { id } = await service.service.sites.bySlug('blog');
      return (await service.service.store.lessons.newest(id, isSpam, 100)).length;
    };
    equal(await lessons(true), bad.length);
    const [edited = '', erased = ''] = ids;
    service.clock.pass(1_000);
    await ask(service, `/api/v1/moderation/comments/${edited}`, { method: 'PATCH', token, body: { text: 'Something else.' } });
    await doWhatIsDue(service);
    equal(await lessons(true), bad.length - 1);
    await decide(service, token, { ids: [erased], to: 'deleted' });
    equal(await lessons(true), bad.length - 2, 'at once');
    service.clock.pass(16 * day);
    await doWhatIsDue(service);
    deepEqual((await queue(service, token, { status: 'spam' })).comments, []);
    equal(await lessons(true), bad.length - 2);
  });
});

test('calling one comment of a wave spam offers the others', async (t) => {
  const { service, token } = await scene(t);
  await service.set({ holdEverything: true });
  const wave = [
    { text: 'Visit https://pills.example/a', name: 'One', email: 'one@example.org' },
    { text: 'Have a look at https://www.pills.example/b please', name: 'Two', email: 'two@example.org' },
    { text: 'Unlike the others, but from the same place.', name: 'One', email: 'three@example.org' },
    { text: 'I have nothing to do with this.', name: 'Other', email: 'other@example.org' },
  ];
  const ids: string[] = [];
  for (const [at, words] of wave.entries()) {
    ids.push((await post(service, { ...words, url: `https://blog.example/wave-${at}` })).body.comment.id);
  }
  const { body } = await decide(service, token, { ids: [ids[0]], to: 'spam' });
  deepEqual(
    body.alike.map(({ id, why, status }) => [ids.indexOf(id), why, status]),
    [
      [1, 'link', 'pending'],
      [2, 'address', 'pending'],
    ],
  );
  equal(
    (await decide(service, token, { items: body.alike.map(({ id, version }) => ({ id, version })), to: 'spam' })).body.changed,
    2,
  );
});

describe('other rules', () => {
  test('are tried on the newest without changing anything, and applied to what waits', async (t) => {
    const { service, token } = await scene(t);
    await posted(service, good.slice(0, 3), 'good');
    await service.set({ holdEverything: true });
    await posted(service, good.slice(3, 5), 'held');
    const asked = (body: object) =>
      ask<Rejudged>(service, '/api/v1/moderation/rejudge', { token, body: { site: 'blog', ...body } });
    const tried = await asked({ settings: { holdEverything: false, blockedWords: ['axes'] } });
    deepEqual([tried.body.looked, tried.body.changed, tried.body.applied], [5, 3, 0]);
    deepEqual(tried.body.changes.map(({ from, to }) => `${from} → ${to}`).sort(), [
      'approve → spam',
      'hold → approve',
      'hold → approve',
    ]);
    equal((await queue(service, token)).comments.length, 2);
    const applied = await asked({ settings: { holdEverything: false }, apply: true });
    equal(applied.body.applied, 2);
    equal((await queue(service, token)).comments.length, 0);
  });

  test('why: the verdict as it was kept, and as it would be today', async (t) => {
    const { service, token } = await scene(t);
    const [id = ''] = await posted(service, good.slice(0, 1), 'good');
    await service.set({ blockedWords: ['axes'] });
    const { body } = await ask<{ kept: { score: number }; now: { outcome: string; reasons: { check: string }[] } }>(
      service,
      `/api/v1/moderation/comments/${id}/why`,
      { token },
    );
    ok(body.kept.score < 0.5);
    deepEqual([body.now.outcome, body.now.reasons[0]?.check], ['spam', 'blocked-words']);
    equal((await ask(service, `/api/v1/moderation/comments/${id}/why`)).status, 401);
  });

  test('a check that is switched off says nothing', async (t) => {
    const { service, token } = await scene(t);
    await service.set({ checksOff: ['letters', 'classifier', 'empty-praise'] });
    await post(service, { text: '𝓼𝓵𝓸𝓽 𝓰𝓪𝓬𝓸𝓻 𝓶𝓪𝔁𝔀𝓲𝓷' });
    const { comments } = await queue(service, token, { status: 'approved' });
    deepEqual(comments[0]?.verdict.reasons, []);
  });
});
