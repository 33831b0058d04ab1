import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { isSolved } from '../../src/comments/proof-of-work.ts';
import { solve } from '../../src/widget/proof-of-work.ts';
import type { SubmitAnswer } from '../../src/wire/comments.ts';
import { queue } from '../support/moderator.ts';
import { type Answer, ask, post, thread } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';

/** Held for its words alone. */
const unsure = 'Please check out my channel, I put a video of the same bridge there.';

const withWork = (t: TestContext, settings = {}) =>
  running(t, { settings: { holdUnknownAuthors: false, proofOfWork: true, ...settings } });

async function prove(service: Running, { body }: Answer<SubmitAnswer>, nonce?: string): Promise<Answer<SubmitAnswer>> {
  const solution = nonce ?? (await solve(body.proofOfWork ?? { challenge: '', bits: 1 }));
  const path = `/api/v1/comments/${body.comment.id}/proof`;
  return ask<SubmitAnswer>(service, path, { body: { nonce: solution }, token: body.editToken });
}

/** One that solves the tasks of these and not of those, which any does by chance once in 32,768 times. */
function nonceFor(solved: readonly Answer<SubmitAnswer>[], unsolved: readonly Answer<SubmitAnswer>[]): string {
  const solves = ({ body }: Answer<SubmitAnswer>, nonce: string) =>
    body.proofOfWork !== undefined && isSolved(body.proofOfWork, nonce);
  for (let at = 0; ; at += 1) {
    const nonce = `${at}`;
    if (solved.every((answer) => solves(answer, nonce)) && !unsolved.some((answer) => solves(answer, nonce))) return nonce;
  }
}

describe('proof of work', () => {
  test('what waits for its words alone is released by it', async (t) => {
    const service = await withWork(t);
    const held = await post(service, { text: unsure });
    equal(held.status, 202);
    const proved = await prove(service, held);
    deepEqual([proved.status, proved.body.comment.status, proved.body.proofOfWork], [200, 'approved', undefined]);
    equal((await thread(service)).count, 1);
    equal((await prove(service, held)).status, 200, 'and once more changes nothing');
  });

  test('what a rule holds and what is spam get a task too, and go on waiting, both alike', async (t) => {
    const service = await withWork(t, { heldWords: ['harbour'], blockedWords: ['pills'] });
    const answers: [number, number, string, boolean][] = [];
    for (const text of ['The harbour is closed.', 'Cheap pills for everybody.']) {
      const held = await post(service, { text });
      const proved = await prove(service, held);
      answers.push([held.status, proved.status, proved.body.comment.status, proved.body.proofOfWork !== undefined]);
    }
    deepEqual(answers, [
      [202, 202, 'pending', true],
      [202, 202, 'pending', true],
    ]);
    const token = await service.token();
    equal((await queue(service, token, { status: 'spam' })).counts['spam'], 1);
  });

  test('a wrong solution, that of another text or another comment, and one without the token are refused', async (t) => {
    const service = await withWork(t);
    const held = await post(service, { text: unsure });
    const other = await post(service, { text: `${unsure} It is another one.`, name: 'Bob', email: 'bob@example.org' });
    const path = `/api/v1/comments/${held.body.comment.id}`;
    const { editToken: token } = held.body;
    equal((await prove(service, held, nonceFor([], [held]))).status, 403);
    const edited = await ask<SubmitAnswer>(service, path, { method: 'PATCH', body: { text: `${unsure} Changed.` }, token });
    const solution = nonceFor([held], [other, edited]);
    equal((await prove(service, other, solution)).status, 403);
    equal((await prove(service, held, solution)).status, 403, 'bound to the text');
    equal((await ask(service, `${path}/proof`, { body: { nonce: nonceFor([edited], []) } })).status, 401);
    equal((await ask(service, `${path}/proof`, { body: { nonce: 'x'.repeat(41) }, token })).status, 400);
    equal((await thread(service)).count, 0);
  });

  test('is neither asked for nor taken unless the site says so', async (t) => {
    const service = await withWork(t, { proofOfWork: false });
    const held = await post(service, { text: unsure });
    deepEqual([held.status, held.body.proofOfWork], [202, undefined]);
    equal((await prove(service, held, '1')).status, 404);
  });

  test('the widget’s solver finds what the service takes', async () => {
    for (const bits of [1, 8, 12]) {
      const task = { challenge: `a challenge of ${bits} bits`, bits };
      const nonce = await solve(task);
      ok(isSolved(task, nonce));
      ok(!isSolved({ ...task, bits: 32 }, nonce));
    }
  });
});
