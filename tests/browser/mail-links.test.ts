import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { reader, withoutBrowser } from '../support/browser.ts';
import { settle, smtp, waitingFor } from '../support/mailing.ts';
import { running } from '../support/running.ts';
import { linksIn, mailServer } from '../support/smtp.ts';
import { requireAccessible } from './accessible.ts';

const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script>"\'><svg onload=alert(3)>';

for (const locale of ['en', 'ar'] as const)
  test(`the page behind a link acts by its button alone, in a browser that runs scripts: ${locale}`, {
    skip: withoutBrowser,
  }, async (t) => {
    const server = await mailServer(t);
    const service = await running(t, { env: smtp(server), settings: { locale } });
    const { commentId } = await waitingFor(service, { text: hostile });
    await settle(service);
    const [mail] = server.received;
    const [approve] = linksIn(mail, '/mail-link');
    const { page, errors } = await reader(t);
    const fired: string[] = [];
    page.on('dialog', async (dialog) => {
      fired.push(dialog.message());
      await dialog.dismiss();
    });
    const status = async () => (await service.service.store.comments.byId(commentId))?.status;

    // As a mail program shows it: a page of ours has a policy, this one has none.
    await page.setContent(String(mail?.parsed.html));
    await requireAccessible(page, `the mail, ${locale}`);
    for (let opened = 0; opened < 3; opened += 1) await page.goto(String(approve), { waitUntil: 'networkidle' });
    equal(await status(), 'pending');
    await requireAccessible(page, `the page, ${locale}`);
    equal(await page.locator('html').getAttribute('dir'), locale === 'ar' ? 'rtl' : 'ltr');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/mail-link$/);
    equal(await status(), 'approved');
    await page.goBack();
    // In the browser's language: whose link it was, a refusal does not say.
    equal(await page.title(), 'This link is no longer valid.');
    deepEqual(fired, []);
    deepEqual(
      errors.filter((error) => !/status of 40[34]/.test(error)),
      [],
    );
  });
