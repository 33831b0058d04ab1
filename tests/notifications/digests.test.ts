import { deepEqual, equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { joinDigest } from '../../src/notifications/join-digest.ts';
import { mailsOf, settle, smtp } from '../support/mailing.ts';
import { decide } from '../support/moderator.ts';
import { ask, post } from '../support/reader.ts';
import { minute, type Running, running } from '../support/running.ts';
import { signedInAs } from '../support/signed-in.ts';
import { mailServer } from '../support/smtp.ts';

const hour = 60 * minute;

interface Scene {
  readonly service: Running;
  /** What each digest told, by the texts of its comments. */
  told(): readonly (readonly string[])[];
}

/** A moderator who wants to hear once an hour of what has "wait" in it; it is twelve o'clock. */
async function hourly(t: TestContext): Promise<Scene> {
  const server = await mailServer(t);
  const settings = { holdUnknownAuthors: false, heldWords: ['wait'], editMinutes: 180 };
  const service = await running(t, { env: smtp(server), settings });
  const browser = await signedInAs(service, 'moderator');
  await browser.ask('/api/v1/account/notices', { method: 'PATCH', body: { site: 'blog', when: 'hourly' } });
  const told = () =>
    server.received.map(({ parsed }) => [...(parsed.text ?? '').matchAll(/^> (.*)$/gm)].map(([, text = '']) => text));
  return { service, told };
}

async function pass({ service }: Scene, time: number): Promise<void> {
  service.clock.pass(time);
  await settle(service);
}

test('a digest tells of a comment that came alone, and of one that an edit holds hours after it came', async (t) => {
  const scene = await hourly(t);
  const { service } = scene;
  await post(service, { text: 'wait, alone' });
  await pass(scene, minute);
  await pass(scene, hour);
  deepEqual(scene.told(), [['wait, alone']]);
  const { comment, editToken } = (await post(service, { text: 'fine' })).body;
  await pass(scene, 2 * hour);
  const edit = { method: 'PATCH', body: { text: 'now wait' }, token: editToken };
  equal((await ask(service, `/api/v1/comments/${comment.id}`, edit)).status, 202);
  await pass(scene, minute);
  await pass(scene, hour);
  deepEqual(scene.told(), [['wait, alone'], ['now wait']]);
  await pass(scene, hour);
  equal(scene.told().length, 2);
});

test('told late or twice, by a worker that came back, each comment stands in one digest', async (t) => {
  const scene = await hourly(t);
  const { service } = scene;
  const { store } = service.service;
  await post(service, { text: 'wait, I am early' });
  await pass(scene, 0);
  await pass(scene, hour - 1);
  await post(service, { text: 'wait, I am late' });
  const [job] = await store.jobs.claim(service.clock.now(), service.clock.now() + minute, 1);
  equal(job?.kind, 'notify-moderators');
  await pass(scene, 1);
  deepEqual(scene.told(), [['wait, I am early']]);
  await service.restart();
  await pass(scene, minute);
  await pass(scene, hour - minute);
  deepEqual(scene.told(), [['wait, I am early'], ['wait, I am late']]);
  ok(job);
  await service.service.store.jobs.add([{ ...job, runAt: service.clock.now() }]);
  await pass(scene, 0);
  await pass(scene, hour);
  equal(scene.told().length, 2);
});

test('what another process puts into a digest that is on its way goes into the next, and what was decided into none', async (t) => {
  const scene = await hourly(t);
  const { service } = scene;
  const ids: string[] = [];
  for (const text of ['wait, one', 'wait, two']) ids.push((await post(service, { text })).body.comment.id);
  await pass(scene, 0);
  await decide(service, await service.token(), { ids: ids.slice(0, 1), to: 'trash' });
  await service.set({ notifyModerators: 'off' });
  const unheard = (await post(service, { text: 'wait, three' })).body.comment.id;
  await service.set({ notifyModerators: 'held' });
  await pass(scene, hour);
  deepEqual(scene.told(), [['wait, two']]);
  const [digest] = await mailsOf(service);
  ok(digest);
  const behind = { ...service.service, now: () => service.clock.now() - 1 };
  const { siteId, recipientId, subjectId } = digest;
  const key = `digest:${recipientId}`;
  const about = { kind: 'comment-digest', siteId, recipientId, subjectId, key, everyMs: hour } as const;
  await joinDigest(behind, about, { commentId: unheard, since: behind.now() });
  await pass(scene, hour);
  deepEqual(scene.told(), [['wait, two'], ['wait, three']]);
});
