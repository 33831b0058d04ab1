import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { withoutBrowser } from '../support/browser.ts';
import { embedded } from '../support/embedded.ts';
import { plant } from '../support/planted.ts';
import { thread } from '../support/reader.ts';
import { focused, send, write } from '../support/writing.ts';

const skip = withoutBrowser;

test('a comment that waits shows to its author alone, also after a reload, and no longer once it is approved', {
  skip,
}, async (t) => {
  const { service, page, url, context } = await embedded(t, { settings: { holdUnknownAuthors: true } });
  await page.goto(url);
  await write(page, 'My first one.');
  await send(page);
  await page.getByText('Your comment is awaiting moderation.').first().waitFor();
  await page.reload();
  await page.getByRole('article').getByText('Your comment is awaiting moderation.').waitFor();
  ok(await page.getByText('My first one.').isVisible());
  const other = await context.browser()?.newContext();
  const stranger = await other?.newPage();
  await stranger?.goto(url);
  await stranger?.getByText('No comments yet.').waitFor();
  await other?.close();

  const token = await service.token();
  const queued = await fetch(`${service.url}/api/v1/moderation/comments?site=blog`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const { comments } = (await queued.json()) as { comments: { id: string }[] };
  await fetch(`${service.url}/api/v1/moderation/decisions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ ids: comments.map(({ id }) => id), to: 'approved' }),
  });
  await page.reload();
  await page.getByRole('heading', { name: '1 Comment' }).waitFor();
  equal(await page.getByText('Your comment is awaiting moderation.').count(), 0);
});

test('its author edits it and deletes it while the window runs', { skip }, async (t) => {
  const { page, url, service, errors } = await embedded(t);
  await plant(service, [{ text: 'Somebody else’s.' }]);
  await page.goto(url);
  await write(page, 'A typpo.');
  await send(page);
  await page.getByText('15 minutes left to change it').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Edit' }).click();
  equal(await page.getByRole('article').getByLabel('Comment', { exact: true }).inputValue(), 'A typpo.');
  await page.getByRole('article').getByLabel('Comment', { exact: true }).fill('No typo.');
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await page.getByRole('article').getByText('No typo.').waitFor();
  await page.getByText('edited', { exact: true }).waitFor();
  equal((await thread(service)).comments[1]?.html, '<p>No typo.</p>');

  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Delete this comment?').waitFor();
  await page.getByRole('article').filter({ hasText: 'No typo.' }).getByRole('button', { name: 'Delete' }).last().click();
  await page.getByText('No typo.').waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: '1 Comment' }).waitFor();
  match(await focused(page), /Somebody else’s/);
  equal((await thread(service)).count, 1);
  deepEqual(errors, []);
});

test('a window that closed meanwhile is said so, and the words stay', { skip }, async (t) => {
  const { page, url, service } = await embedded(t);
  await page.goto(url);
  await write(page, 'Mine.');
  await send(page);
  await page.getByRole('button', { name: 'Edit' }).click();
  const box = page.getByRole('article').getByLabel('Comment', { exact: true });
  await box.fill('Too late.');
  service.clock.pass(16 * 60_000);
  await page.getByRole('button', { name: 'Save Changes' }).click();
  await page.getByRole('alert').getByText('This comment can no longer be changed.').waitFor();
  equal(await box.inputValue(), 'Too late.');
});

test('a reader reports a comment', { skip }, async (t) => {
  const { page, url, service } = await embedded(t);
  await plant(service, [{ text: 'Buy my pills.', name: 'Eve' }]);
  await page.goto(url);
  await page.getByRole('button', { name: 'Report the comment by Eve' }).click();
  await page.getByLabel('What is wrong with it?').selectOption('It is spam');
  await page.getByRole('button', { name: 'Send report' }).click();
  await page.getByText('Thank you. A moderator will look at it.').waitFor({ state: 'attached' });
  const token = await service.token();
  const asked = await fetch(`${service.url}/api/v1/moderation/comments?site=blog&status=approved`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const { comments } = (await asked.json()) as { comments: { reports: unknown }[] };
  match(JSON.stringify(comments[0]?.reports), /spam|1/);
});

test('where the owner takes proof of work, a comment that only its words hold is released by this browser', {
  skip,
}, async (t) => {
  const settings = { proofOfWork: true, hosts: ['blog.example', 'localhost'] };
  const { page, url, service, errors } = await embedded(t, { settings });
  await plant(service, [{ text: 'Somebody else’s.' }]);
  // A secure context, which alone has WebCrypto.
  await page.goto(url.replace('blog.example', 'localhost'));
  await write(page, 'Subscribe to my channel, click here to win free money!');
  await send(page);
  await page.getByRole('heading', { name: '2 Comments' }).waitFor();
  equal(await page.getByText('Your comment is awaiting moderation.').count(), 0);
  equal((await thread(service)).count, 2);
  deepEqual(errors, []);
});
