import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { withoutBrowser } from '../support/browser.ts';
import { embedded } from '../support/embedded.ts';
import { plant } from '../support/planted.ts';
import { post, thread } from '../support/reader.ts';
import { mailServer } from '../support/smtp.ts';
import { until } from '../support/until.ts';
import { focused, kept, send, write } from '../support/writing.ts';

const skip = withoutBrowser;

test('a comment appears in place at once, under the one it answers, and has the focus', { skip }, async (t) => {
  const { service, page, url, errors } = await embedded(t);
  await plant(service, [{ text: 'Where does it end?', name: 'Ben' }, { text: 'Another.' }]);
  await page.goto(url);
  await page.getByRole('button', { name: 'Reply to Ben' }).click();
  await page.getByRole('heading', { name: 'Leave a Reply to Ben' }).waitFor();
  equal(await page.evaluate(() => document.querySelector('backtalk-comments')?.shadowRoot?.activeElement?.tagName), 'TEXTAREA');
  await write(page, 'At the *aqueduct*.');
  await page.getByLabel('Website', { exact: true }).fill('anna.example');
  await send(page);
  await page.locator('li li').getByText('At the aqueduct.').waitFor();
  match(await focused(page), /At the aqueduct/);
  equal(await page.getByRole('link', { name: 'Anna' }).getAttribute('href'), 'http://anna.example');
  await page.getByRole('heading', { name: '3 Comments' }).waitFor();
  await page.getByRole('heading', { name: 'Leave a Reply', exact: true }).waitFor();
  equal((await thread(service)).comments[0]?.replies[0]?.author?.name, 'Anna');
  deepEqual(errors, []);
});

test('where there is mail one tick asks to hear of replies, and elsewhere nobody is asked', { skip }, async (t) => {
  const server = await mailServer(t);
  const { service, page, url } = await embedded(t, { env: { SMTP_URL: server.url } });
  await page.goto(url);
  await page.getByLabel('Email me about replies').check();
  await write(page, 'Who knows more?');
  await send(page);
  await page.getByText('Your comment was posted.').or(page.locator('article').getByText('Who knows more?')).first().waitFor();
  const { id = '' } = (await thread(service)).comments[0] ?? {};
  await until(async () => {
    await service.service.worker.runDue();
    return (await service.service.store.subscriptions.byComment(id)) !== null;
  });
  equal((await service.service.store.subscriptions.byComment(id))?.scope, 'replies');
  const bare = await embedded(t);
  await bare.page.goto(bare.url);
  await bare.page.getByText('What becomes of what I type').or(bare.page.locator('summary')).first().waitFor();
  equal(await bare.page.getByLabel('Email me about replies').isVisible(), false);
});

test('what is missing or wrong is said beside its field, and nothing typed is lost', { skip }, async (t) => {
  const { page, url } = await embedded(t);
  await page.goto(url);
  await page.getByLabel('Email *').fill('anna');
  await send(page);
  const described = (label: string) =>
    page.getByLabel(label).evaluate((field) => {
      const root = field.getRootNode() as ShadowRoot;
      return root.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent;
    });
  equal(await described('Comment *'), 'Please type your comment text.');
  equal(await described('Name *'), 'Please enter your name.');
  equal(await described('Email *'), 'Please enter a valid email address.');
  equal(await page.getByLabel('Comment *').getAttribute('aria-invalid'), 'true');
  equal(await page.evaluate(() => document.querySelector('backtalk-comments')?.shadowRoot?.activeElement?.id), 'text');
  await write(page, 'Words.');
  await page.getByLabel('Website', { exact: true }).fill('ftp://anna.example');
  await send(page);
  await page.getByText('Please enter a website that begins with http:// or https://.').waitFor();
  equal(await page.getByLabel('Comment *').inputValue(), 'Words.');
  equal(await page.getByLabel('Name *').getAttribute('aria-invalid'), null);
});

test('each refusal is said in words, and the text stays', { skip }, async (t) => {
  const { page, url, service } = await embedded(t, { settings: { floodSeconds: 0 } });
  await page.goto(url);
  await write(page, 'Twice.');
  await post(service, { text: 'Twice.' });
  await send(page);
  await page.getByRole('alert').getByText('Duplicate comment detected').waitFor();
  equal(await page.getByLabel('Comment *').inputValue(), 'Twice.');

  await service.set({ floodSeconds: 15 });
  await page.getByLabel('Comment *').fill('Something else.');
  await send(page);
  await page.getByRole('alert').getByText('You are posting comments too quickly. Slow down.').waitFor();
  await page.getByText(/You can try again in \d+ seconds\./).waitFor();
  equal(await page.getByRole('button', { name: 'Try again' }).isDisabled(), true);

  await service.set({ floodSeconds: 0, open: false });
  await send(page);
  await page.getByRole('alert').getByText('Comments are closed.').waitFor();
  equal(await page.getByLabel('Comment *').inputValue(), 'Something else.');
});

test('a text of more bytes than a comment may have is refused beside it', { skip }, async (t) => {
  const { page, url } = await embedded(t);
  await page.goto(url);
  await write(page, 'ä'.repeat(40_000));
  await send(page);
  await page.getByText('This comment is too long.').waitFor();
  equal((await page.getByLabel('Comment *').inputValue()).length, 40_000);
});

test('a draft outlives a reload, for each comment that is answered, and is discarded by a click', { skip }, async (t) => {
  const { page, url, service } = await embedded(t);
  await plant(service, [{ text: 'First.', name: 'Ben' }]);
  await page.goto(url);
  equal(await kept(page), '{}');
  await page.getByLabel('Comment *').fill('A long thought');
  await page.getByRole('button', { name: 'Reply to Ben' }).click();
  equal(await page.getByLabel('Comment *').inputValue(), '');
  await page.getByLabel('Comment *').fill('An answer');
  ok(!(await kept(page)).includes('anna'));
  await page.reload();
  await page.getByRole('heading', { name: 'Leave a Reply to Ben' }).waitFor();
  equal(await page.getByLabel('Comment *').inputValue(), 'An answer');
  await page.getByText('This is the text you began earlier.').waitFor();
  await page.getByRole('button', { name: 'Cancel reply' }).click();
  match(await focused(page), /^Reply$/);
  equal(await page.getByLabel('Comment *').inputValue(), 'A long thought');
  await page.getByRole('button', { name: 'Discard' }).click();
  equal(await page.getByLabel('Comment *').inputValue(), '');
  ok(!(await kept(page)).includes('A long thought'));
});

test('a draft is gone after a day', { skip }, async (t) => {
  const { page, url } = await embedded(t);
  await page.goto(url);
  await page.getByLabel('Comment *').fill('Yesterday’s thought');
  await page.evaluate(() => {
    for (const [key, text] of Object.entries(localStorage)) {
      const { value } = JSON.parse(text);
      localStorage.setItem(key, JSON.stringify({ at: Date.now() - 25 * 3_600_000, value }));
    }
  });
  await page.reload();
  await page.getByRole('heading', { name: 'Leave a Reply' }).waitFor();
  equal(await page.getByLabel('Comment *').inputValue(), '');
  equal(await kept(page), '{}');
});

test('offline the text stays, and goes out when the network is back', { skip }, async (t) => {
  const { page, url, context, service } = await embedded(t);
  await page.goto(url);
  await write(page, 'From the train.');
  await page.getByRole('button', { name: 'Post Comment' }).scrollIntoViewIfNeeded();
  await context.setOffline(true);
  await send(page);
  await page.getByRole('alert').getByText('You are offline. Your text is kept.').waitFor();
  await page.reload().catch(() => null);
  await context.setOffline(false);
  await page.goto(url);
  equal(await page.getByLabel('Comment *').inputValue(), 'From the train.');
  await page.getByLabel('Name *').fill('Anna');
  await page.getByLabel('Email *').fill('anna@example.org');
  await send(page);
  await page.getByRole('article').getByText('From the train.').waitFor();
  equal((await thread(service)).count, 1);
});

test('one text is posted once: by two clicks, and when its answer was lost', { skip }, async (t) => {
  const { page, url, service } = await embedded(t);
  const keys: (string | undefined)[] = [];
  await page.route('**/api/v1/comments', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await page.goto(url);
  await write(page, 'Once.');
  await page.getByRole('button', { name: 'Post Comment' }).dblclick();
  await page.getByRole('alert').getByText('The comments cannot be reached. Your text is kept.').waitFor();
  equal((await thread(service)).count, 1);
  await page.reload();
  equal(await page.getByLabel('Comment *').inputValue(), 'Once.');
  await page.getByLabel('Name *').fill('Anna');
  await page.getByLabel('Email *').fill('anna@example.org');
  await send(page);
  await page.getByRole('button', { name: 'Edit' }).waitFor();
  equal(keys.length, 2);
  equal(keys[0], keys[1]);
  equal(await page.getByRole('article').getByText('Once.').count(), 1);
  await write(page, 'Another.');
  await send(page);
  await page.getByRole('article').getByText('Another.').waitFor();
  notEqual(keys[2], keys[1]);
  equal((await thread(service)).count, 2);
});

test('names are kept only where somebody asks for it, and forgotten the same way', { skip }, async (t) => {
  const { page, url } = await embedded(t);
  await page.goto(url);
  const save = page.getByLabel(/^Save my name/);
  equal(await save.isChecked(), false);
  await write(page, 'One.');
  await send(page);
  await page.getByRole('article').getByText('One.').waitFor();
  ok(!(await kept(page)).includes('anna@example.org'));
  await write(page, 'Two.');
  await save.check();
  await send(page);
  await page.getByRole('article').getByText('Two.').waitFor();
  await page.reload();
  equal(await page.getByLabel('Email *').inputValue(), 'anna@example.org');
  await page.getByLabel('Comment *').fill('Three.');
  await save.uncheck();
  await send(page);
  await page.getByRole('article').getByText('Three.').waitFor();
  ok(!(await kept(page)).includes('anna@example.org'));
});

test('a preview shows the text as it will look', { skip }, async (t) => {
  const { page, url } = await embedded(t);
  await page.goto(url);
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByText('Please type your comment text.').waitFor();
  await page.getByLabel('Comment *').fill('So *much* <b>better</b>');
  await page.getByRole('button', { name: 'Preview' }).click();
  equal(await page.locator('.preview em').textContent(), 'much');
  ok(await page.locator('.preview').getByText('<b>better</b>').isVisible());
});

test('a site that asks for no name marks none, and says what it keeps and asks of whom', { skip }, async (t) => {
  const settings = { requireNameAndEmail: false, commentPolicy: 'Be kind.', ipDays: 3 };
  const { page, url } = await embedded(t, { settings });
  await page.goto(url);
  await page.getByText('Comment policy').click();
  await page.getByText('Be kind.').waitFor();
  await page.getByText('Privacy').click();
  await page.getByText('Your IP address is kept for 3 days and then shortened.').waitFor();
  equal(await page.getByText('Akismet').count(), 0);
  equal(await page.getByText('Required fields are marked *').isVisible(), false);
  await page.getByLabel('Comment *').fill('Without a name.');
  await send(page);
  await page.getByRole('article').getByText('Anonymous').waitFor();
});
