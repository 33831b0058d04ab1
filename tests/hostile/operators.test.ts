/** Words that mean something to a database are words like any others. Nested ones are refused: see `bodies` and `queries`. */
import { deepEqual, equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { decide, queue } from '../support/moderator.ts';
import { article, ask, post, thread } from '../support/reader.ts';
import { running } from '../support/running.ts';

const operators = [
  '$where',
  '$$ROOT',
  '$text.a',
  '$gt',
  '__proto__',
  'constructor.prototype',
  'a.b.$[].c',
  '{"$ne":null}',
  "'; return true; //",
  '" OR ""="',
  "x'); DROP TABLE comments; --",
  '%', // any, to LIKE
  '_',
  '*:*',
  'NEAR(a b)',
];

async function opened(t: TestContext) {
  const service = await running(t, { settings: { holdUnknownAuthors: false, requireNameAndEmail: false } });
  return { service, token: await service.token('owner') };
}

test('each is stored and shown as it is in every field of a comment, by whomever it is written', async (t) => {
  const { service, token } = await opened(t);
  for (const [at, word] of operators.entries()) {
    const url = `https://blog.example/${at}?q=${encodeURIComponent(word)}`;
    const website = `https://blog.example/?${encodeURIComponent(word)}`;
    const headers = { 'Idempotency-Key': `${word.replaceAll(' ', '+')}---------------` };
    const posted = await post(service, { text: word, name: word, email: 'a@b.example', title: word, url, website }, { headers });
    equal(posted.status, 201, `${word}: ${JSON.stringify(posted.body)}`);
    const { id } = posted.body.comment;
    const edited = await ask(service, `/api/v1/comments/${id}`, {
      method: 'PATCH',
      body: { text: `${word} edited` },
      token: posted.body.editToken,
    });
    equal(edited.status, 200, word);
    const amended = { text: `${word} amended`, authorName: `${word} A`, authorUrl: `${website}&b` };
    equal((await ask(service, `/api/v1/moderation/comments/${id}`, { method: 'PATCH', body: amended, token })).status, 200, word);
    await ask(service, `/api/v1/comments/${id}/report`, { body: { reason: word, text: word } });
    await decide(service, token, { ids: [id], to: 'pending', note: word });
    const reopened = await ask(service, '/api/v1/moderation/pages', {
      method: 'PATCH',
      body: { site: 'blog', url, open: true },
      token,
    });
    equal(reopened.status, 200, word);

    const [seen] = (await queue(service, token)).comments.filter((comment) => comment.id === id);
    deepEqual(
      {
        text: seen?.text,
        name: seen?.author.name,
        website: seen?.author.url,
        reports: seen?.reports.map(({ reason, text }) => ({ reason, text })),
        note: seen?.history.find(({ to }) => to === 'pending')?.note,
        title: seen?.page.title,
      },
      {
        text: amended.text,
        name: amended.authorName,
        website: amended.authorUrl,
        reports: [{ reason: word, text: word }],
        note: word,
        title: word,
      },
      word,
    );
    await decide(service, token, { ids: [id], to: 'approved' });
    const shown = await thread(service, { url });
    deepEqual([shown.count, shown.comments[0]?.author?.name], [1, amended.authorName], word);
  }
});

test('each is stored as it is among the settings, and blocks what has it', async (t) => {
  const { service, token } = await opened(t);
  for (const word of operators) {
    const patch = { name: word, blockedWords: [word], locale: 'en' };
    const set = await ask<{ name: string; blockedWords: string[] }>(service, '/api/v1/sites/blog/settings', {
      method: 'PATCH',
      body: patch,
      token,
    });
    deepEqual([set.status, set.body.name, set.body.blockedWords], [200, word, [word]], word);
    const text = `It says ${word} in ${Math.random()}`;
    const { status } = await post(service, { text, name: `N ${word}`, url: `https://blog.example/${encodeURIComponent(word)}` });
    equal(status, 202, word);
  }
});

test('none of them finds, opens or lists anything but itself', async (t) => {
  const { service, token } = await opened(t);
  for (let at = 0; at < 3; at += 1) await post(service, { text: `Plain words ${at}`, name: `Anna ${at}` });
  for (const word of operators) {
    const found = await queue(service, token, { status: 'approved', q: `author:${word}` });
    deepEqual(
      found.comments.map(({ text }) => text),
      [],
      word,
    );
    const elsewhere = await thread(service, { url: `${article}/${encodeURIComponent(word)}` });
    equal(elsewhere.count, 0, word);
    for (const path of [
      `/api/v1/thread?site=${encodeURIComponent(word)}&url=${encodeURIComponent(article)}`,
      `/api/v1/thread?site=blog&url=${encodeURIComponent(article)}&cursor=${encodeURIComponent(word)}`,
      `/api/v1/thread?site=blog&url=${encodeURIComponent(article)}&around=${encodeURIComponent(word)}`,
      `/api/v1/moderation/comments?site=blog&cursor=${encodeURIComponent(word)}`,
    ])
      equal((await ask(service, path, { token })).status, 400, `${path} ${word}`);
    equal((await decide(service, token, { ids: [word], to: 'trash' })).status, 400, word);
    const undone = await ask(service, '/api/v1/moderation/undo', { body: { id: word }, token });
    equal(undone.status, 404, `${word}: ${JSON.stringify(undone.body)}`);
  }
  equal((await thread(service)).count, 3);
});
