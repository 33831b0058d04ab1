import { deepEqual, match } from 'node:assert/strict';
import { test } from 'node:test';
import { withoutBrowser } from '../support/browser.ts';
import { desk, toast } from '../support/dashboard.ts';
import { post } from '../support/reader.ts';
import { running } from '../support/running.ts';
import { addPersonFor } from '../support/signed-in.ts';
import { until } from '../support/until.ts';
import { at } from './around-states.ts';

const skip = withoutBrowser;

test('somebody is blocked by a comment and by a value, listed, and let in again; a mail not delivered is sent once more', {
  skip,
}, async (t) => {
  const service = await running(t);
  await addPersonFor(service, { email: 'other@example.org' });
  const text = 'As on https://blog.example/article, see https://buy.spam.example';
  await post(service, { text, name: 'Pest', email: 'pest@spam.example' });
  const { page } = await desk(t, service, { role: 'owner' });
  const verdictOf = async (email: string) =>
    (
      await service.service.store.comments.byId(
        (
          await post(service, { text: `By ${email}`, name: 'Pest', email })
        ).body.comment.id,
      )
    )?.status;
  await page
    .getByRole('button', { name: /^More of/ })
    .first()
    .click();
  const offered = page.getByRole('combobox', { name: 'Block', exact: true });
  const [author, email, address, domain] = await offered.getByRole('option').allTextContents();
  deepEqual(
    [author, email, domain],
    ['this author: Pest · pest@spam.example', 'this email: pest@spam.example', 'where it leads to: spam.example'],
  );
  match(address ?? '', /^this address: [\d.]+$/);
  const mayLift = (what: string) => toast(page, `${what} is blocked`).getByRole('button', { name: 'Lift' });
  await offered.selectOption('domain');
  await page.getByRole('button', { name: 'Block', exact: true }).press('Enter');
  await mayLift('spam.example').press('Enter');
  await toast(page, 'The block is lifted.').waitFor();
  await offered.selectOption('email');
  await page.getByRole('combobox', { name: 'For', exact: true }).selectOption('');
  await page.getByRole('button', { name: 'Block', exact: true }).press('Enter');
  await mayLift('pest@spam.example').waitFor();
  await until(async () => (await verdictOf('pest@spam.example')) === 'spam');
  await at(page, 'blocks', 'Blocks');
  await page.getByText('for good').waitFor();
  await page.getByRole('combobox', { name: 'Block', exact: true }).selectOption('domain');
  await page.getByLabel('Host, with all below it').fill('elsewhere.example');
  await page.getByRole('button', { name: 'Block', exact: true }).click();
  await page.getByText('elsewhere.example', { exact: true }).waitFor();
  await mayLift('elsewhere.example').press('Enter');
  await page.getByText('elsewhere.example', { exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Lift the block of pest@spam.example' }).press('Enter');
  await page.getByRole('button', { name: 'Lift the block of pest@spam.example' }).waitFor({ state: 'detached' });
  await service.service.worker.runDue();
  await service.service.worker.runDue();
  await at(page, 'failures?of=not-delivered', 'Failures');
  await page.getByRole('button', { name: 'Try again' }).first().press('Enter');
  await toast(page, 'It is being tried again.').waitFor();
});
