import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { failedJob } from '../support/failed-job.ts';
import { decide } from '../support/moderator.ts';
import { article, ask, post } from '../support/reader.ts';
import { running } from '../support/running.ts';

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
  return { service, id };
}

/** Leads to a screen and waits until it stands. */
export const at = async (page: Page, screen: string, heading: string) => {
  await page.evaluate((to) => location.assign(`#/blog/${to}`), screen);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
};
