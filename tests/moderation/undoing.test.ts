import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { LogView } from '../../src/wire/log.ts';
import type { AmendView, DecisionAnswer, QueuedView, ReplyView } from '../../src/wire/moderation.ts';
import type { PersonExport } from '../../src/wire/privacy.ts';
import { doWhatIsDue } from '../support/due.ts';
import { decide, queue, undo } from '../support/moderator.ts';
import { type Answer, article, ask, outline, post, thread } from '../support/reader.ts';
import { day, type Running, running } from '../support/running.ts';
import { storedIn } from '../support/stored.ts';

const one = async (service: Running, token: string, id: string): Promise<QueuedView> =>
  (await ask<{ comment: QueuedView }>(service, `/api/v1/moderation/comments/${id}`, { token })).body.comment;
const wordsOf = ({ text, html, author, email, edited }: QueuedView) => ({ text, html, author, email, edited });
const edit = async (service: Running, token: string, id: string, body: object): Promise<string> =>
  (await ask<AmendView>(service, `/api/v1/moderation/comments/${id}`, { method: 'PATCH', body: { ...body }, token })).body.undo;
const entries = async (service: Running, token: string) =>
  (await ask<LogView>(service, '/api/v1/moderation/log?site=blog', { token })).body.entries;
const reasons = ({ status, body }: Answer<DecisionAnswer>) => [
  status,
  ((body as unknown as { errors?: { message: string }[] }).errors ?? []).map(({ message }) => message),
];

test('an edit is undone by its entry of the log: every word as it was, for readers and the search too, and again undone', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const token = await service.token();
  const sent = { text: 'The *heron* stands', name: 'Zoë', email: 'Zoe@example.org', website: 'https://zoe.example/' };
  const { id } = (await post(service, sent)).body.comment;
  const before = await one(service, token, id);
  service.clock.pass(1_000);
  const changes = { text: 'An otter swims', authorName: 'Otto', authorEmail: null, authorUrl: null };
  const entry = await edit(service, token, id, changes);
  const after = await one(service, token, id);
  equal((await entries(service, token))[0]?.id, entry, 'the log has the same one');
  const found = async (q: string) => (await queue(service, token, { status: 'approved', q })).comments.length;
  deepEqual([await found('heron'), await found('email:zoe@example.org'), await found('otter author:otto')], [0, 0, 1]);

  const undone = await undo(service, token, entry);
  deepEqual(undone.body.after, [{ id, status: 'approved', version: 3 }]);
  deepEqual(wordsOf(await one(service, token, id)), wordsOf(before));
  deepEqual(outline((await thread(service)).comments), ['The heron stands']);
  deepEqual([await found('heron'), await found('email:zoe@example.org'), await found('otter')], [1, 1, 0]);
  doesNotMatch(JSON.stringify((await service.service.store.comments.byId(id))?.verdict), /heron/, 'nothing is to be remembered');

  deepEqual(wordsOf(await one(service, token, id)).edited, null);
  equal((await undo(service, token, undone.body.undo)).body.changed, 1, 'the undo is an entry as well');
  deepEqual(wordsOf(await one(service, token, id)), wordsOf(after));
  deepEqual(
    (await entries(service, token)).slice(0, 3).map(({ act, detail }) => [act, detail['fields']]),
    ['undo', 'undo', 'edit'].map((act) => [act, 'text authorName authorEmail authorUrl']),
  );
});

test('what was changed since an edit is not undone, and who did what is said', async (t) => {
  const service = await running(t);
  const token = await service.token();
  const { comment, editToken } = (await post(service, { text: 'One' })).body;
  const { id } = comment;
  const first = await edit(service, token, id, { text: 'Two' });
  const approval = (await decide(service, token, { ids: [id], to: 'approved' })).body.undo;
  deepEqual(reasons(await undo(service, token, first)), [409, ['moderator approved it since.']]);
  equal((await undo(service, token, approval)).status, 200);
  equal((await undo(service, token, first)).status, 200, 'the latest first, all of it is taken back');
  equal((await one(service, token, id)).text, 'One');

  const second = await edit(service, token, id, { text: 'Two' });
  const third = await edit(service, token, id, { authorName: 'Three', authorUrl: 'https://three.example' });
  deepEqual(reasons(await undo(service, token, second)), [409, ['moderator edited it since.']]);
  service.clock.pass(1_000);
  equal(
    (await ask(service, `/api/v1/comments/${id}`, { method: 'PATCH', body: { text: 'Mine' }, token: editToken })).status,
    202,
  );
  deepEqual(reasons(await undo(service, token, third)), [409, ['It was edited since, by its author or a moderator.']]);
  equal((await service.service.store.comments.byId(id))?.former, undefined, 'nor is it kept');
  const { text, edits } = await one(service, token, id);
  equal(text, 'Mine');
  deepEqual(
    edits.map(({ who, act, fields }) => [who, act, fields.join(' ')]),
    [
      ['moderator', 'edit', 'text'],
      ['moderator', 'undo', 'text'],
      ['moderator', 'edit', 'text'],
      ['moderator', 'edit', 'authorName authorUrl'],
      [null, 'edit', 'text'],
    ],
  );
  deepEqual([edits.at(3)?.id, edits.at(-1)?.at], [third, new Date(service.clock.now()).toISOString()]);

  await decide(service, token, { ids: [id], to: 'deleted' });
  deepEqual(reasons(await undo(service, token, third)), [409, ['moderator deleted it for good since.']]);
  const [deletion] = await entries(service, token);
  deepEqual(reasons(await undo(service, token, deletion?.id ?? '')), [409, ['It was deleted for good.']]);
  const closing = { method: 'PATCH', body: { site: 'blog', url: article, open: false }, token } as const;
  equal((await ask(service, '/api/v1/moderation/pages', closing)).status, 200);
  const [closed] = await entries(service, token);
  const refused = await undo(service, token, closed?.id ?? '');
  deepEqual(reasons(refused), [400, ['Only decisions, edits and replies can be taken back.']]);
  equal((await undo(service, await service.token('owner', 'blog'), '01JD9Z8K3V4T5W6X7Y8Z9A0B1C')).status, 404);
});

test('a reply is undone by its entry, and with it the approval of what it answers, unless that changed since', async (t) => {
  const service = await running(t);
  const token = await service.token();
  const { id } = (await post(service, { text: 'Question' })).body.comment;
  const reply = async () =>
    (await ask<ReplyView>(service, `/api/v1/moderation/comments/${id}/reply`, { body: { text: 'Answer' }, token })).body;
  const answered = await reply();
  deepEqual(outline((await thread(service)).comments), [['Question', ['Answer']]]);
  const undone = (await undo(service, token, answered.undo)).body;
  deepEqual(
    undone.after.map((after) => [after.id, after.status]),
    [
      [answered.comment.id, 'trash'],
      [id, 'pending'],
    ],
  );
  equal((await undo(service, token, undone.undo)).body.changed, 2);
  deepEqual(outline((await thread(service)).comments), [['Question', ['Answer']]]);

  const again = await reply();
  await decide(service, token, { ids: [id], to: 'spam' });
  const late = (await undo(service, token, answered.undo)).body;
  deepEqual([late.changed, late.stale], [1, [id]], 'the reply goes, what was decided since stands');
  deepEqual(late.since, [{ id, text: 'moderator called it spam since.' }]);
  equal((await undo(service, token, again.undo)).body.changed, 1, 'where nothing was approved the reply alone');
});

test('what an edit took out is exported and erased with whoever is named in it, and kept as long as the trash', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const token = await service.token('owner');
  const sent = async () => (await post(service, { text: 'Qxfirst words', email: 'qx.first@example.org' })).body.comment.id;
  const id = await sent();
  await edit(service, token, id, { text: 'Qxsecond words', authorEmail: 'qx.second@example.org' });
  const entry = await edit(service, token, id, { text: 'Third words', authorEmail: 'third@example.org' });
  const exported = await ask<PersonExport>(service, '/api/v1/privacy/export', {
    body: { email: 'QX.second@example.org' },
    token,
  });
  deepEqual(
    (exported.body.held['comments'] ?? []).map((comment) => comment['beforeEdit']),
    [{ name: 'Anna', email: 'qx.second@example.org', website: null, text: 'Qxsecond words' }],
  );
  match(JSON.stringify(await storedIn(service)), /qxsecond words/i, 'the look finds what is there');
  const { body } = await ask<{ erased: { amended: number } }>(service, '/api/v1/privacy/erasures', {
    ...{ body: { email: 'qx.second@example.org' }, token },
  });
  equal(body.erased.amended, 1);
  doesNotMatch(JSON.stringify(await storedIn(service)), /qx.?second|qxfirst/i);
  equal((await one(service, token, id)).text, 'Third words');
  deepEqual(reasons(await undo(service, token, entry)), [409, ['What it said before is no longer kept.']]);

  const kept = await edit(service, token, id, { text: 'Fourth words' });
  service.clock.pass(29 * day);
  await doWhatIsDue(service);
  ok((await service.service.store.comments.byId(id))?.former);
  service.clock.pass(2 * day);
  await doWhatIsDue(service);
  equal((await service.service.store.comments.byId(id))?.former, undefined);
  const late = await undo(service, await service.token('owner'), kept);
  deepEqual(reasons(late), [409, ['What it said before is no longer kept.']]);
});
