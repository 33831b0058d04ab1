import type { Page } from 'playwright-core';
import { article, post } from '../support/reader.ts';
import { minute, type Running } from '../support/running.ts';
import { subscriptionParts } from '../support/subscriptions.ts';
import { threadAddress } from '../support/thread-page.ts';

/** Everything that the pages without JavaScript, the demo and its tags can look like, with how a reader gets there. */
export const pageStates: Readonly<Record<string, (page: Page, service: Running) => Promise<void>>> = {
  empty: (page, service) => visit(page, threadAddress(service)),
  thread: async (page, service) => {
    await filled(service);
    await visit(page, threadAddress(service));
  },
  'second page': async (page, service) => {
    await filled(service);
    await service.set({ perPage: 1 });
    await visit(page, threadAddress(service));
    await page.getByRole('link', { name: 'Newer comments' }).click();
  },
  reply: async (page, service) => {
    await visit(page, threadAddress(service, { replyto: await filled(service) }));
  },
  'form with errors': async (page, service) => {
    await visit(page, threadAddress(service, { replyto: await filled(service) }));
    await send(page, { text: '', name: 'Anna', email: 'anna@nowhere', website: 'ftp://anna.example' });
  },
  refused: async (page, service) => {
    await service.set({ floodSeconds: 60 });
    await visit(page, threadAddress(service));
    await send(page, { text: 'Once', name: 'Anna', email: 'anna@example.org', website: '' });
    await visit(page, threadAddress(service));
    await send(page, { text: 'And once more', name: 'Anna', email: 'anna@example.org', website: '' });
  },
  pending: async (page, service) => {
    const replyto = await filled(service);
    await service.set({ holdEverything: true });
    await visit(page, threadAddress(service, { replyto }));
    service.clock.pass(minute);
    await send(page, { text: 'Thank you, that is *good* to know.', name: 'Ida', email: 'ida@example.org', website: '' });
  },
  subscriptions: (page, service) => visitLink(page, service, 'GET /subscriptions'),
  'an author’s mails': (page, service) => visitLink(page, service, 'GET /author-mails'),
  withdrawing: (page, service) => visitLink(page, service, 'GET /withdraw'),
  closed: async (page, service) => {
    await filled(service);
    await service.set({ open: false });
    await visit(page, threadAddress(service));
  },
  gone: async (page, service) => {
    await filled(service);
    await visit(page, threadAddress(service, { around: '01JD9Z8K3V4T5W6X7Y8Z9A0B1C' }));
  },
  'right to left': async (page, service) => {
    await visit(page, threadAddress(service, { replyto: await filled(service), lang: 'ar' }));
  },
  chinese: async (page, service) => {
    await visit(page, threadAddress(service, { replyto: await filled(service), lang: 'zh-TW' }));
  },
  install: (page, service) => visit(page, `${service.url}/demo/install?site=blog`),
  demo: async (page, service) => {
    await visit(page, `${service.url}/demo`);
    await page.getByRole('heading', { name: 'Leave a Reply' }).waitFor();
  },
};

type LinkLabel = 'GET /subscriptions' | 'GET /withdraw' | 'GET /author-mails';

/** Behind a link of a mail. */
async function visitLink(page: Page, service: Running, label: LinkLabel): Promise<void> {
  const { query } = (await subscriptionParts(service))[label] ?? {};
  await visit(page, `${service.url}${label.slice('GET '.length)}?${new URLSearchParams(query)}`);
}

async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
}

/** Past what the browser itself checks, as a browser does that checks nothing. */
async function send(page: Page, typed: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(typed)) await page.locator(`[name=${name}]`).fill(text);
  await page.locator('form').evaluate((form: HTMLFormElement) => form.submit());
  await page.waitForLoadState();
  await page.locator('[role=alert], .waiting').first().waitFor();
}

/** A thread with replies in several scripts and a moderator's word; answers the id of its first comment. */
async function filled(service: Running): Promise<string> {
  await service.set({ holdUnknownAuthors: false, commentPolicy: 'Be kind.\nStay with the walk.' });
  const title = 'A walk along the canal';
  const website = 'https://anna.example/';
  const { id } = (
    await post(service, { text: 'Where does it *end*? I walked to `lock 7`:\n\n> The towpath begins\n\nand on.', title, website })
  ).body.comment;
  const second = (await post(service, { text: 'At the aqueduct. See https://canal.example/map', name: 'Ben', parent: id })).body
    .comment.id;
  await post(service, { text: 'هل الطريق مفتوح في الشتاء؟', name: 'ليلى', parent: second });
  await post(service, { text: 'It is, but mind the ice.', name: 'Editor', parent: second }, { token: await service.token() });
  await post(service, { text: '去年我也走过这条路。', name: '小明' });
  await post(service, { text: 'A list:\n\n- heron\n- lock-keeper\n\n```\nslow down\n```', name: 'Zoë', url: article });
  return id;
}
