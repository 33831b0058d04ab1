/** The sixth part of `npm run screenshots`: every kind of mail, as a program shows it that shows HTML. */
import { test } from 'node:test';
import { reader, withoutBrowser } from '../support/browser.ts';
import { decide } from '../support/moderator.ts';
import { addPersonFor, client, cookiesOf, signedInAs } from '../support/signed-in.ts';
import { agreed, type MailScene, mailScene, settle } from '../support/subscriptions.ts';

const looks = {
  light: { colorScheme: 'light', viewport: { width: 700, height: 600 } },
  'dark narrow': { colorScheme: 'dark', viewport: { width: 360, height: 600 } },
} as const;

for (const locale of ['en', 'ar'] as const)
  test(`mails, ${locale}`, { skip: withoutBrowser }, async (t) => {
    const scene = await mailScene(t, { locale });
    await everyKind(scene);
    for (const [look, options] of Object.entries(looks)) {
      const { page } = await reader(t, options);
      for (const [at, mail] of scene.server.received.entries()) {
        await page.setContent(String(mail.parsed.html));
        const name = `mail ${at + 1} ${locale} ${look}`.replaceAll(' ', '-');
        await page.screenshot({ path: `screenshots/${name}.png`, fullPage: true });
      }
    }
  });

/** Agreeing to mail, a reply, an approval, a notice, a digest, an invitation and a new password. */
async function everyKind(scene: MailScene): Promise<void> {
  const { service } = scene;
  const { id: parent } = (await scene.say({ text: 'The towpath begins behind the old gasworks.', name: 'Ben' })).body.comment;
  await agreed(scene, { text: 'Where does it *end*?\n\nI walked as far as the aqueduct.', parent, title: 'A walk' });
  const mine = (await scene.say({ text: 'Please wait for me.', subscribe: 'replies' })).body.comment;
  await decide(service, await service.token(), { ids: [mine.id], to: 'approved' });
  await scene.say({ text: 'It ends at lock 7.', name: 'Ben', email: 'ben@example.org', parent: mine.id });
  await addPersonFor(service, { email: 'at-once@example.org' });
  await scene.say({ text: 'I wait, see https://shop.example/', name: 'Zoë', email: 'zoe@example.org', parent });
  const digested = await addPersonFor(service, { email: 'daily@example.org' });
  const browser = client(service, await cookiesOf(service, digested));
  await browser.ask('/api/v1/account/notices', { method: 'PATCH', body: { site: 'blog', when: 'hourly' } });
  await scene.say({ text: 'I wait as well.', name: 'ليلى', email: 'layla@example.org' });
  await scene.say({ text: 'And I wait.', name: 'Zoë', email: 'zoe@example.org' });
  service.clock.pass(2 * 60 * 60_000);
  await settle(service);
  const owner = await signedInAs(service, 'owner');
  await owner.ask('/api/v1/people', { body: { email: 'new@example.org', role: 'moderator', sites: ['blog'] } });
  await client(service).form('/admin/forgot', { email: 'owner@example.org' });
  await settle(service);
}
