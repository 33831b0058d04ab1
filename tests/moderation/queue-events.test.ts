import { deepEqual, equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { commandLine } from '../../src/moderators/command-line.ts';
import { revokeToken } from '../../src/moderators/people.ts';
import { createLog } from '../../src/operating/log.ts';
import { openService } from '../../src/service.ts';
import { type Heard, listen, listenAt, type Stream } from '../support/events.ts';
import { decide } from '../support/moderator.ts';
import { ask, post } from '../support/reader.ts';
import { minute, type Running, running } from '../support/running.ts';
import { addPersonFor, cookiesOf } from '../support/signed-in.ts';
import { addSiteFor } from '../support/sites.ts';

type Headers = Readonly<Record<string, string>>;

const bearing = (token: string): Headers => ({ Authorization: `Bearer ${token}` });
const watch = (t: TestContext, { url }: Running, headers: Headers, site = 'blog') =>
  listenAt(t, `${url}/api/v1/moderation/events?site=${site}`, headers);

/** The next thing told that is of this kind. */
async function next(stream: Stream, event: string): Promise<Heard> {
  for (;;) {
    const heard = await stream.next();
    if (heard === null) throw new Error('The stream has ended.');
    if (heard.event === event) return heard;
  }
}

const dataOf = async (stream: Stream) => (await next(stream, 'comment')).data as Readonly<Record<string, unknown>>;
const posted = async (service: Running, text: string, more: object = {}) =>
  (await post(service, { text, ...more })).body.comment.id;

test('two moderators see each other’s acts, who did them, and the counts after; each knows the own ones', async (t) => {
  const service = await running(t);
  const [anna, ben] = [await service.token('moderator'), await service.token('owner')];
  const [annas, bens] = [await watch(t, service, bearing(anna)), await watch(t, service, bearing(ben))];
  deepEqual((await next(bens, 'counts')).data, { pending: 0, approved: 0, spam: 0, trash: 0 });
  const id = await posted(service, 'Held');
  const arrived = { id, version: 1, type: 'comment', status: 'pending', reports: 0, by: null, own: false };
  deepEqual(await dataOf(bens), arrived);
  deepEqual((await next(bens, 'counts')).data, { pending: 1, approved: 0, spam: 0, trash: 0 });
  deepEqual(await dataOf(annas), arrived);
  await decide(service, anna, { ids: [id], to: 'approved' });
  const approved = { ...arrived, version: 2, status: 'approved', by: 'moderator' };
  deepEqual(await dataOf(bens), approved);
  deepEqual(await dataOf(annas), { ...approved, own: true });
  deepEqual((await next(bens, 'counts')).data, { pending: 0, approved: 1, spam: 0, trash: 0 });
});

test('an edit, a reader’s report, an undo and a deletion are told as well', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const token = await service.token();
  const id = await posted(service, 'Here');
  const stream = await watch(t, service, bearing(token));
  const told = async () => {
    const { version, status, reports } = await dataOf(stream);
    return [version, status, reports];
  };
  deepEqual(await told(), [1, 'approved', 0], 'what came a moment before may be told');
  await ask(service, `/api/v1/moderation/comments/${id}`, { method: 'PATCH', body: { text: 'Better' }, token });
  deepEqual(await told(), [2, 'approved', 0]);
  await ask(service, `/api/v1/comments/${id}/report`, { body: { reason: 'rude' } });
  deepEqual(await told(), [2, 'approved', 1]);
  const { undo } = (await decide(service, token, { ids: [id], to: 'trash' })).body;
  deepEqual(await told(), [3, 'trash', 1]);
  await ask(service, '/api/v1/moderation/undo', { body: { id: undo }, token });
  deepEqual(await told(), [4, 'approved', 1]);
  await decide(service, token, { ids: [id], to: 'deleted' });
  equal((await told())[1], 'deleted');
});

test('nothing of another site is told, and nothing of the queue to readers', async (t) => {
  const service = await running(t, { settings: { heldWords: ['casino'] } });
  await addSiteFor(service, { slug: 'other', hosts: ['other.example'] });
  const moderators = await watch(t, service, bearing(await service.token()));
  const readers = await listen(t, service);
  await posted(service, 'Elsewhere', { site: 'other', url: 'https://other.example/a' });
  const held = await posted(service, 'casino');
  equal((await dataOf(moderators))['id'], held);
  await service.set({ holdUnknownAuthors: false });
  const shown = await posted(service, 'Shown');
  const heard = await readers.next();
  deepEqual([heard?.event, (heard?.data as { readonly id: string } | undefined)?.id], ['comment', shown]);
  equal((await dataOf(moderators))['id'], shown);
});

test('what another process does is told', async (t) => {
  const service = await running(t);
  const stream = await watch(t, service, bearing(await service.token()));
  const id = await posted(service, 'Held');
  equal((await dataOf(stream))['id'], id);
  const log = createLog({ level: 'silent', destination: 'stderr' });
  const other = await openService({ config: service.service.config, log, listensAt: service.url, now: service.clock.now });
  t.after(() => other.close());
  const { queue } = other.store;
  const entry = { id: other.newId(), siteId: (await other.sites.bySlug('blog')).id, at: other.now(), actor: commandLine.actor };
  await queue.decide({
    entry: { ...entry, act: 'decide', note: null, detail: {} },
    items: [{ id, version: 1, to: 'spam' }],
    also: [],
  });
  const { version, status, by } = await dataOf(stream);
  deepEqual([version, status, by], [2, 'spam', commandLine.actor.name]);
});

test('who comes back is told what was missed; after a long time, to read anew', async (t) => {
  const service = await running(t);
  const headers = bearing(await service.token());
  const first = await watch(t, service, headers);
  const last = (await next(first, 'counts')).id;
  first.leave();
  const id = await posted(service, 'Meanwhile');
  const back = await watch(t, service, { ...headers, 'Last-Event-ID': last });
  equal((await dataOf(back))['id'], id);
  for (const lastId of [last, 'nonsense', '-1', '99999999999999999999', "' OR 1=1 --"]) {
    if (lastId === last) service.clock.pass(61 * minute);
    const late = await watch(t, service, { ...headers, 'Last-Event-ID': lastId });
    equal(late.status, 200, lastId);
    equal((await late.next())?.event, 'reset', lastId);
    late.leave();
  }
});

test('of a decision on 500 nothing is missed: where it is too much at once to be told one by one, a reset says so', async (t) => {
  const service = await running(t);
  const { store, newId } = service.service;
  const one = await store.comments.byId(await posted(service, 'One'));
  const page = one && (await store.pages.byId(one.pageId));
  ok(one && page);
  const conditions = { unlessSaid: false, quiet: null, idempotentSince: 0 };
  const made = Array.from({ length: 500 }, () => ({ ...one, id: newId(), idempotency: null }));
  for (const comment of made) {
    await store.comments.add({ comment, page, pageKey: null, conditions, terms: [], jobs: [], log: null });
  }
  service.clock.pass(minute);
  const token = await service.token();
  const stream = await watch(t, service, bearing(token));
  await next(stream, 'counts');
  await decide(service, token, { ids: made.map(({ id }) => id), to: 'spam' });
  const told = new Set<unknown>();
  for (let isReset = false; !isReset && told.size < made.length; ) {
    const heard = await stream.next();
    isReset = heard?.event === 'reset';
    if (heard?.event === 'comment') told.add((heard.data as { readonly id: string }).id);
    ok(heard, 'the stream goes on');
  }
});

test('a stream ends with the right to it: a revoked token, a lost site, the end of a session', async (t) => {
  const service = await running(t);
  const { store } = service.service;
  const token = await service.token();
  const person = await addPersonFor(service, { email: 'anna@example.org' });
  const session = { Cookie: `backtalk-session=${(await cookiesOf(service, person))['backtalk-session']}` };
  const streams = [await watch(t, service, bearing(token)), await watch(t, service, session)];
  for (const stream of streams) await next(stream, 'counts');
  const [made] = (await store.people.tokens()).slice(-1);
  await revokeToken(service.service, commandLine, made?.id ?? '');
  const [kept] = await store.sessions.ofPerson(person.id);
  await store.sessions.end(kept?.id ?? '');
  await posted(service, 'Not for them');
  for (const stream of streams) equal(await stream.next(), null);
});

test('a stream keeps no session alive, and a moderator has ten of them', async (t) => {
  const service = await running(t);
  const person = await addPersonFor(service, { email: 'anna@example.org' });
  const session = { Cookie: `backtalk-session=${(await cookiesOf(service, person))['backtalk-session']}` };
  const stream = await watch(t, service, session);
  const [before] = await service.service.store.sessions.ofPerson(person.id);
  service.clock.pass(30 * minute);
  await posted(service, 'Told');
  await dataOf(stream);
  deepEqual(await service.service.store.sessions.ofPerson(person.id), [before]);
  const more = [];
  for (let at = 0; at < 9; at += 1) more.push(await watch(t, service, session));
  deepEqual(new Set(more.map(({ status }) => status)), new Set([200]));
  equal((await watch(t, service, session)).status, 429);
});

test('closing the service ends every stream', async (t) => {
  const service = await running(t);
  const stream = await watch(t, service, bearing(await service.token()));
  await next(stream, 'counts');
  await service.restart();
  equal(await stream.next().catch(() => null), null);
});
