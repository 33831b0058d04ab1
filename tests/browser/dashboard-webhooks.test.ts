import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { withoutBrowser } from '../support/browser.ts';
import { desk, toast } from '../support/dashboard.ts';
import { running } from '../support/running.ts';
import { until } from '../support/until.ts';
import { isSignedBy, receiver, sendAll } from '../support/webhooks.ts';
import { at } from './around-states.ts';

const skip = withoutBrowser;

test('a webhook is added with its secret, tried, paused, changed, told again what failed, and removed, by keys alone', {
  skip,
}, async (t) => {
  const told = await receiver(t);
  const service = await running(t, { env: { FETCH_ALLOW: told.pair } });
  const { page } = await desk(t, service, { role: 'owner' });
  const { store } = service.service;
  const press = (name: string) => page.getByRole('button', { name }).press('Enter');
  await at(page, 'webhooks', 'Webhooks');
  const adding = page.getByRole('form', { name: 'Add a webhook' });
  await adding.getByLabel('Address').fill('http://user:secret@hook.example/');
  await adding.getByLabel('Address').press('Enter');
  await adding.getByRole('alert').waitFor();
  await adding.getByLabel('Address').fill(told.url);
  await adding.getByLabel('reported').press('Space');
  await adding.getByLabel('Address').press('Enter');
  const secret = await page.getByLabel('The secret of').inputValue();
  match(secret, /^whsec_/);
  const [made] = await store.webhooks.list((await service.service.sites.bySlug('blog')).id, null, 1);
  deepEqual([made?.url, made?.events], [told.url, ['comment.approved', 'comment.held']]);
  const name = `${new URL(told.url).host}/hook`;
  await press(`Send a test to ${name}`);
  await toast(page, `${name} took the test.`).waitFor();
  ok(isSignedBy(secret, told.got[0] ?? { headers: {}, body: '' }));
  told.answer(410, 'Gone away');
  await press(`Send a test to ${name}`);
  await toast(page, `${name} did not take the test. answered 410: Gone away`).waitFor();

  await press(`Pause ${name}`);
  await page.getByRole('button', { name: `Resume ${name}` }).waitFor();
  equal((await store.webhooks.byId(made?.id ?? ''))?.state, 'off');
  await page.getByText('Deliveries', { exact: true }).press('Enter');
  await page.getByText('Gone away', { exact: true }).waitFor();
  equal(await page.getByRole('button', { name: /^Try again/ }).count(), 0, 'not while it is off');
  await press(`Resume ${name}`);
  await press('Try again: a test');
  await toast(page, 'It is being tried again.').waitFor();
  told.answer(200);
  await sendAll(service);
  equal(told.got.at(-1)?.headers['webhook-id'], told.got[1]?.headers['webhook-id']);

  await press(`Change ${name}`);
  const changing = page.getByRole('form', { name: `Change ${name}` });
  equal(await changing.getByLabel('Address').evaluate((field) => field === document.activeElement), true);
  for (const event of ['approved', 'held']) await changing.getByLabel(event).press('Space');
  await changing.getByLabel('Address').press('Enter');
  await changing.getByText('Choose at least one').waitFor();
  await changing.getByLabel('spam').press('Space');
  await changing.getByLabel('Address').press('Enter');
  await toast(page, 'Saved').waitFor();
  deepEqual((await store.webhooks.byId(made?.id ?? ''))?.events, ['comment.spam']);
  const change = page.getByRole('button', { name: `Change ${name}` });
  await until(() => change.evaluate((button) => button === document.activeElement));

  await press(`Remove ${name}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).press('Enter');
  await page.getByText(name, { exact: true }).waitFor({ state: 'detached' });
  equal((await store.webhooks.byId(made?.id ?? ''))?.state, 'removed');
});
