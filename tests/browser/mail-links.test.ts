import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { nameAuthor } from '../support/article-authors.ts';
import { reader, withoutBrowser } from '../support/browser.ts';
import { settle, smtp, waitingFor } from '../support/mailing.ts';
import { running } from '../support/running.ts';
import { addPersonFor, client, signedInAs } from '../support/signed-in.ts';
import { linksIn, mailServer } from '../support/smtp.ts';
import { storedIn } from '../support/stored.ts';
import { agreed, type MailScene, mailScene } from '../support/subscriptions.ts';
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

/** By what it says that it does, or by its page. */
const kindOf = ({ pathname, searchParams }: URL): string =>
  [pathname.slice(1), /\.([a-z]+)$/.exec(searchParams.get('token') ?? '')?.[1]].filter(Boolean).join(' ');

/** A link of each kind that stands in any mail. */
async function everyLink(scene: MailScene): Promise<ReadonlyMap<string, URL>> {
  const { service } = scene;
  await nameAuthor(service);
  const unanswered = { name: 'Zoë', email: 'zoe@example.org', subscribe: 'thread' };
  const { commentId: parent } = await agreed(scene, { text: 'Where does it end?' });
  await scene.say({ text: 'At lock 7.', parent, ...unanswered });
  await addPersonFor(service, { email: 'mod@example.org' });
  await scene.say({ text: 'Wait for me' });
  const owner = await signedInAs(service, 'owner');
  await owner.ask('/api/v1/people', { body: { email: 'new@example.org', role: 'moderator', sites: ['blog'] } });
  await client(service).form('/admin/forgot', { email: 'owner@example.org' });
  await settle(service);
  const all = scene.server.received.flatMap((mail) => linksIn(mail, '').filter(({ href }) => href.startsWith(service.url)));
  return new Map(all.map((link) => [kindOf(link), link]));
}

test('no link of any mail changes anything, opened in a browser that runs scripts', { skip: withoutBrowser }, async (t) => {
  const scene = await mailScene(t);
  const links = await everyLink(scene);
  deepEqual([...links.keys()].sort(), [
    'admin',
    'admin/notices',
    'author-mails article',
    'author-mails site',
    'mail-link approve',
    'mail-link spam',
    'mail-link trash',
    'reset',
    'setup',
    'subscriptions confirm',
    'subscriptions leave',
    'subscriptions manage',
    'withdraw withdraw',
  ]);
  const before = await storedIn(scene.service);
  const { context } = await reader(t);
  const openOne = async ([kind, { href }]: readonly [string, URL]) => {
    const opened = await (await context.newPage()).goto(href, { waitUntil: 'networkidle' });
    equal(opened?.status(), 200, kind);
  };
  await Promise.all([...links].map(openOne));
  deepEqual(await storedIn(scene.service), before);
});
