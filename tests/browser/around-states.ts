import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { commandLine } from '../../src/moderators/command-line.ts';
import { changeWebhook } from '../../src/webhooks/change-webhooks.ts';
import { failedJob } from '../support/failed-job.ts';
import { decide } from '../support/moderator.ts';
import { article, ask, post } from '../support/reader.ts';
import { running } from '../support/running.ts';
import { failedAt, webhookAt } from '../support/webhooks.ts';

/** The screens around the queue, with their headings. */
export const screens = {
  reports: 'Reports',
  pages: 'Pages',
  linkbacks: 'Linkbacks',
  'linkbacks?way=out': 'Linkbacks',
  'linkbacks?way=test': 'Linkbacks',
  statistics: 'Statistics',
  log: 'Log',
  failures: 'Failures',
  'failures?of=not-delivered': 'Failures',
  blocks: 'Blocks',
  webhooks: 'Webhooks',
  privacy: 'Privacy',
  rules: 'Rules',
  people: 'People and tokens',
  settings: 'Settings',
} as const;

/** A site on which something of everything has happened. */
export async function furnished(t: TestContext) {
  const service = await running(t, { settings: { holdUnknownAuthors: false, blockedWords: ['viagra'] } });
  const token = await service.token();
  const id = (await post(service, { text: 'About gardening in winter', title: 'Winter' })).body.comment.id;
  await post(service, { text: 'viagra' });
  await ask(service, `/api/v1/comments/${id}/report`, { body: { reason: 'rude', text: '<b>Look</b>' } });
  await decide(service, token, { ids: [id], to: 'spam', note: 'A slip' });
  await decide(service, token, { ids: [id], to: 'approved' });
  await failedJob(service, { kind: 'relearn', about: id, error: 'The store was away.' });
  const body = new URLSearchParams({ source: 'https://source.example/post', target: article });
  await fetch(`${service.url}/webmention/blog`, { method: 'POST', body });
  const { id: failing } = await webhookAt(service, { url: `http://127.0.0.1:9/${'a-long-way/'.repeat(30)}` });
  await failedAt(service, { id: failing });
  const chat = await webhookAt(service, { url: 'https://chat.example/services/T0/qxsecret', format: 'slack' });
  const change = { site: await service.service.sites.bySlug('blog'), id: chat.id, patch: { state: 'off' } } as const;
  await changeWebhook(service.service, commandLine, change);
  return { service, id };
}

/** Leads to a screen and waits until it stands. */
export const at = async (page: Page, screen: string, heading: string) => {
  await page.evaluate((to) => location.assign(`#/blog/${to}`), screen);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  const isReady = () => page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
  await isReady();
  if (screen !== 'webhooks') return;
  for (const summary of await page.locator('main details.more > summary').all()) await summary.click();
  await isReady();
  await page.evaluate(() => scrollTo(0, 0));
};
