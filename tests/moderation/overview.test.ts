import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LogView } from '../../src/wire/log.ts';
import type { Tried } from '../../src/wire/moderation.ts';
import type { FilterView, JobsView, NewTokenView, PagesView, SitesView, StatsView, TokensView } from '../../src/wire/overview.ts';
import { failedJob } from '../support/failed-job.ts';
import { decide, queue, undo } from '../support/moderator.ts';
import { ask } from '../support/reader.ts';
import { posted, reading } from '../support/reading.ts';
import { day, minute, type Running, running } from '../support/running.ts';
import { signedInAs } from '../support/signed-in.ts';
import { addSiteFor } from '../support/sites.ts';
import { until } from '../support/until.ts';

describe('statistics', () => {
  test('tell what came on each day, how long what was held waited, and where the filter was right and wrong', async (t) => {
    const service = await running(t, { settings: { blockedWords: ['viagra'] } });
    const token = await service.token();
    const read = reading(service, token);
    const held = [await posted(service, 'One'), await posted(service, 'Two'), await posted(service, 'Three')];
    const caught = [await posted(service, 'viagra one'), await posted(service, 'viagra two')];
    for (const id of held) {
      service.clock.pass(10 * minute);
      await decide(service, token, { ids: [id], to: 'approved' });
    }
    await decide(service, token, { ids: [caught[0] ?? ''], to: 'approved' });
    await decide(service, token, { ids: [held[0] ?? ''], to: 'spam' });
    const slip = await decide(service, token, { ids: [held[1] ?? ''], to: 'spam' });
    await undo(service, token, slip.body.undo);
    service.clock.pass(day);
    await posted(service, 'Next day', { name: 'Ben', email: 'ben@example.org' });
    const stats = await read<StatsView>('moderation/stats', { site: 'blog', days: '3' });
    const none = {
      pending: 0,
      approved: 0,
      spam: 0,
      trash: 0,
      caught: 0,
      missed: 0,
      mistakes: 0,
      decided: 0,
      medianSeconds: null,
    };
    const figures = { approved: 3, spam: 2, caught: 1, mistakes: 1, decided: 3, medianSeconds: 20 * 60 };
    deepEqual(stats.days, [
      { ...none, day: '2026-11-23' },
      { ...none, day: '2026-11-24', ...figures },
      { ...none, day: '2026-11-25', pending: 1 },
    ]);
    equal(stats.spamShare, 2 / 6);
    deepEqual(stats.decided, { count: 3, medianSeconds: 20 * 60, p90Seconds: 30 * 60 });
    deepEqual(stats.filter, { caught: 1, missed: 0, mistakes: 1 });
    const state = await read<FilterView>('moderation/filter');
    deepEqual([state.days, state.missed, state.mistakes, state.akismet], [30, 0, 1, null]);
  });

  test('keep what spam came although it was deleted since', async (t) => {
    const service = await running(t, { settings: { blockedWords: ['viagra'], spamDays: 2 } });
    const read = reading(service, await service.token());
    await posted(service, 'viagra');
    const stats = async () =>
      (await read<StatsView>('moderation/stats', { site: 'blog', days: '6' })).days.map(({ spam }) => spam);
    await service.service.worker.start([{ key: 'keep-days', kind: 'keep-days', subjectId: '' }]);
    await service.service.worker.runDue();
    deepEqual(await stats(), [0, 0, 0, 0, 0, 1]);
    service.clock.pass(5 * day);
    while ((await service.service.store.comments.expire({ ...(await spamOf(service)), before: service.clock.now() }, 9)) > 0);
    deepEqual((await queue(service, await service.token(), { status: 'spam' })).comments, []);
    deepEqual(await stats(), [1, 0, 0, 0, 0, 0]);
  });
});

const spamOf = async ({ service }: Running) => ({ siteId: (await service.sites.bySlug('blog')).id, status: 'spam' }) as const;

describe('jobs that gave up', () => {
  test('are listed where they are somebody’s, retried once, and the log says who did', async (t) => {
    const service = await running(t);
    await addSiteFor(service, { slug: 'other', hosts: ['other.example'] });
    const token = await service.token();
    const id = await failedJob(service, { kind: 'relearn', about: await posted(service, 'One'), error: 'Not \ud800 now' });
    const everywhere = await failedJob(service, { kind: 'watch-feeds', about: '' });
    const { jobs } = await reading(service, token)<JobsView>('moderation/jobs');
    deepEqual(
      jobs.map((job) => [job.id, job.kind, job.site, job.error]),
      [[id, 'relearn', 'blog', 'Not \ufffd now']],
    );
    deepEqual((await reading(service, await service.token('owner', 'other'))<JobsView>('moderation/jobs', {})).jobs, []);
    const operator = await signedInAs(service, 'operator');
    const all = (await operator.ask<JobsView>('/api/v1/moderation/jobs')).body.jobs;
    deepEqual(new Set(all.map((job) => job.id)), new Set([id, everywhere]));
    const retry = async (job: string) =>
      (await ask(service, `/api/v1/moderation/jobs/${job}/retry`, { method: 'POST', token })).status;
    equal(await retry(everywhere), 404);
    equal(await retry(id), 204);
    equal(await retry(id), 404);
    const { entries } = await reading(service, token)<LogView>('moderation/log', { site: 'blog', act: 'retry' });
    deepEqual(
      entries.map(({ detail }) => detail),
      [{ kind: 'relearn', job: id }],
    );
  });
});

test('a TRUST_PROXY that fits is named to operators, while it is off and forwarding headers come', async (t) => {
  const hints = async (trustProxy: string) => {
    const service = await running(t, { env: { TRUST_PROXY: trustProxy } });
    const [operator, owner] = [await signedInAs(service, 'operator'), await signedInAs(service, 'owner')];
    const hint = async (browser: typeof owner) => (await browser.ask<JobsView>('/api/v1/moderation/jobs')).body.trustProxy;
    if (trustProxy === 'false') await until(async () => (await hint(operator)) !== null);
    return [await hint(operator), await hint(owner)];
  };
  deepEqual(await hints('false'), ['loopback', null]);
  deepEqual(await hints('loopback'), [null, null]);
});

describe('jobs that gave up of one site', () => {
  test('are its owners’ to see, whatever they were about', async (t) => {
    const service = await running(t);
    const comment = await posted(service, 'One');
    const of = [
      ['subscribe', `${comment}:replies`],
      ['tell-author', comment],
      ['announce', `${comment}:arrived`],
      ['age-pages', (await service.service.sites.bySlug('blog')).id],
    ] as const;
    for (const [kind, about] of of) await failedJob(service, { kind, about });
    for (const kind of ['trim-ledgers', 'invite-person', 'clear-site'] as const)
      await failedJob(service, { kind, about: comment });
    const { jobs } = await reading(service, await service.token('owner'))<JobsView>('moderation/jobs');
    deepEqual(new Set(jobs.map(({ kind, site }) => `${kind} ${site}`)), new Set(of.map(([kind]) => `${kind} blog`)));
  });
});

describe('pages', () => {
  test('are found by a part of address or title, latest first, in any script, and say whether they are open and why', async (t) => {
    const service = await running(t, { settings: { holdUnknownAuthors: false } });
    const token = await service.token();
    const paths = ['uno', 'straße', 'tres'];
    for (const path of paths) {
      service.clock.pass(minute);
      await posted(service, path, { url: `https://blog.example/${path}`, title: `Ártículo ${path}` });
    }
    const find = async (query: Readonly<Record<string, string>> = {}) =>
      reading(service, token)<PagesView>('moderation/pages', { site: 'blog', ...query });
    const urls = async (query: Readonly<Record<string, string>>) => (await find(query)).pages.map(({ url }) => url);
    deepEqual(await urls({ q: 'ártículo t' }), ['https://blog.example/tres']);
    deepEqual(await urls({ q: 'BLOG.example/U' }), ['https://blog.example/uno']);
    deepEqual(
      await urls({ q: '%' }),
      (await urls({})).filter((url) => url.includes('%')),
    );
    const first = await find({ limit: '2' });
    deepEqual([first.pages.length, (await find({ limit: '2', cursor: first.next ?? '' })).pages.length], [2, 1]);
    await ask(service, '/api/v1/moderation/pages', {
      method: 'PATCH',
      body: { site: 'blog', url: 'https://blog.example/uno', open: false },
      token,
    });
    const [closed] = (await find({ q: 'uno' })).pages;
    deepEqual([closed?.open, closed?.said, closed?.count], [false, false, 1]);
  });
});

test('sites are those one may moderate, with what waits in each', async (t) => {
  const service = await running(t);
  await addSiteFor(service, { slug: 'other', hosts: ['other.example'] });
  await posted(service, 'Held');
  const own = await reading(service, await service.token())<SitesView>('sites', {});
  const counts = { pending: 1, approved: 0, spam: 0, trash: 0 };
  deepEqual(own.sites, [{ slug: 'blog', name: 'Blog', hosts: ['blog.example'], owner: false, counts }]);
  const operator = await signedInAs(service, 'operator');
  deepEqual(
    (await operator.ask<SitesView>('/api/v1/sites')).body.sites.map(({ slug, owner }) => [slug, owner]),
    [
      ['blog', true],
      ['other', true],
    ],
  );
});

test('tokens are made, listed without what they are, and revoked, each for its own site', async (t) => {
  const service = await running(t);
  await addSiteFor(service, { slug: 'other', hosts: ['other.example'] });
  const owner = await service.token('owner');
  const made = await ask<NewTokenView>(service, '/api/v1/tokens', { body: { site: 'blog', name: 'Deploys' }, token: owner });
  equal(made.status, 201);
  const works = async () => (await ask(service, '/api/v1/sites', { token: made.body.token })).status;
  equal(await works(), 200);
  const { tokens } = await reading(service, owner)<TokensView>('tokens');
  const [latest] = tokens.filter(({ id }) => id === made.body.id);
  deepEqual([latest?.name, latest?.role, latest?.site], ['Deploys', 'moderator', 'blog']);
  ok(!JSON.stringify(tokens).includes(made.body.token));
  const foreign = await service.token('owner', 'other');
  equal((await ask(service, `/api/v1/tokens/${made.body.id}`, { method: 'DELETE', token: foreign })).status, 404);
  equal((await ask(service, '/api/v1/tokens', { body: { site: 'blog', name: 'x' }, token: foreign })).status, 403);
  equal((await ask(service, `/api/v1/tokens/${made.body.id}`, { method: 'DELETE', token: owner })).status, 204);
  equal(await works(), 401);
});

test('what readers reported is listed by itself until a moderator answers it', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const token = await service.token();
  const [one] = [await posted(service, 'One'), await posted(service, 'Two')];
  await ask(service, `/api/v1/comments/${one}/report`, { body: { reason: 'rude', text: 'Look' } });
  const reported = async () =>
    (await queue(service, token, { status: 'approved', reported: '1' })).comments.map(({ id, reports }) => [id, reports.length]);
  deepEqual(await reported(), [[one, 1]]);
  const answer = () => ask(service, `/api/v1/moderation/comments/${one}/reports`, { method: 'DELETE', token });
  equal((await answer()).status, 204);
  deepEqual(await reported(), []);
  equal((await answer()).status, 404);
});

test('a dry run says what other settings would change, whose and why, for owners alone, and keeps nothing', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const owner = await service.token('owner');
  const id = await posted(service, 'About gardening in winter');
  const other = await posted(service, 'About something else', { name: 'Ben', email: 'ben@example.org' });
  // What was decided by hand is no matter of the settings.
  await decide(service, owner, { ids: [other], to: 'spam' });
  const ask_ = (settings: object, token = owner) =>
    ask<Tried>(service, '/api/v1/sites/blog/settings/try', { body: { settings, last: 50 }, token });
  const { body: tried } = await ask_({ heldWords: ['gardening'] });
  deepEqual(
    tried.changes.map(({ id: which, from, to, name, excerpt }) => [which, from, to, name, excerpt]),
    [[id, 'approve', 'hold', 'Anna', 'About gardening in winter']],
  );
  equal(tried.looked, 2);
  match(tried.changes[0]?.reasons[0]?.text ?? '', /gardening/);
  deepEqual((await ask_({})).body.changes, []);
  deepEqual((await ask_({ holdEverything: true })).body.changed, 2);
  equal((await ask_({ nonesuch: true })).status, 400);
  equal((await ask_({}, await service.token('moderator'))).status, 403);
  equal((await queue(service, owner, { status: 'approved' })).comments.length, 1);
  deepEqual((await service.service.sites.bySlug('blog')).settings.heldWords, []);
});
