import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mongoPlace } from '../support/mongo-places.ts';
import { withoutMongod } from '../support/mongod-program.ts';
import { ask, post } from '../support/reader.ts';
import { withBlog, within } from '../support/two-processes.ts';

/** It is promised within ten seconds; the rest of this is what a loaded machine takes. */
const patienceMs = 30_000;

interface Why {
  readonly decisions: number;
  readonly now: { readonly score: number };
}

const pieces = ['situs', 'gacor', 'maxwin', 'receh', 'bossku', 'rungkad', 'depo'];
const spam = Array.from(
  { length: 8 },
  (_, at) => `${pieces[at % 7]} gacor ${pieces[(at + 3) % 7]} maxwin ${pieces[(at * 2) % 7]} ${at}`,
);
const good = Array.from(
  { length: 8 },
  (_, at) => `The ${['wall', 'lens', 'map', 'fan', 'bus', 'tape', 'bean', 'oak'][at]} is better than I thought it was.`,
);

describe('two processes on one MongoDB', { skip: withoutMongod() }, () => {
  test('what moderators decide at one, the other soon judges by, undo included', async (t) => {
    const place = await mongoPlace();
    t.after(place.remove);
    const processes = await withBlog(place.address);
    const [one, other] = await Promise.all([processes.start(), processes.start()]);
    t.after(() => Promise.all([one.stop(), other.stop()]));
    const { token } = JSON.parse(await processes.command('token', 'create', '--site', 'blog', '--json')) as { token: string };
    const posted = async (texts: readonly string[], name: string) => {
      const ids: string[] = [];
      for (const [at, text] of texts.entries()) {
        const words = {
          text,
          name: `${name} ${at}`,
          email: `${name}${at}@example.org`,
          url: `https://blog.example/${name}-${at}`,
        };
        ids.push((await post(one, words)).body.comment.id);
      }
      return ids;
    };
    const decide = async (ids: readonly string[], to: string) =>
      (await ask<{ undo: string }>(one, '/api/v1/moderation/decisions', { token, body: { ids, to } })).body.undo;

    const [probe = ''] = await posted(['gacor maxwin receh bossku depo'], 'probe');
    const why = async () => (await ask<Why>(other, `/api/v1/moderation/comments/${probe}/why`, { token })).body;
    const before = await why();
    equal(before.decisions, 0);

    const fine = await posted(good, 'good');
    await decide(fine, 'pending');
    await decide(fine, 'approved');
    const undo = await decide(await posted(spam, 'spam'), 'spam');
    const taught = await within(patienceMs, why, ({ decisions }) => decisions === 16);
    ok(taught.now.score > before.now.score, `${before.now.score} → ${taught.now.score}`);

    await ask(one, '/api/v1/moderation/undo', { token, body: { id: undo } });
    await within(patienceMs, why, ({ decisions }) => decisions === 8);

    await decide(fine, 'deleted');
    deepEqual(await within(patienceMs, why, ({ decisions }) => decisions === 0), before);
  });
});
