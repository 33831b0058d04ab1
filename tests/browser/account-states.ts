import type { Page } from 'playwright-core';
import { firstOperatorPath, invitationPath } from '../../src/moderators/set-up.ts';
import { mailParts } from '../support/mail-parts.ts';
import { post } from '../support/reader.ts';
import type { Running } from '../support/running.ts';
import { addPersonFor, goodPassword } from '../support/signed-in.ts';
import { codeNow, wrongCode } from '../support/signing-in.ts';

type Show = (name: string) => Promise<void>;

/** Every page around an account, and those that links of mails lead moderators to: one after the other, as somebody would meet them. */
export async function walkAccount(page: Page, service: Running, show: Show): Promise<void> {
  await beginning(page, service, show);
  await signingIn(page, service, show);
  await secondFactor(page, service, show);
  await behindLinks(page, service, show);
}

const open = (page: Page, service: Running, path: string) => page.goto(service.url + path);
const send = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const headed = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor();

async function beginning(page: Page, service: Running, show: Show): Promise<void> {
  const { keys, store } = service.service;
  await open(page, service, firstOperatorPath(keys));
  await show('first operator');
  await page.getByLabel('Email').fill('ops@example.org');
  await page.getByLabel('Password').fill('password123');
  await page.getByRole('button').first().click();
  await page.getByRole('alert').waitFor();
  await show('first operator refused');
  await addPersonFor(service, { email: 'ops@example.org', role: 'operator' });
  await open(page, service, firstOperatorPath(keys));
  await show('setting up over');
  const invited = { ...(await addPersonFor(service, { email: 'new@example.org' })), password: null };
  await store.people.remove(invited.id, { jobs: [], log: null });
  await store.people.add(invited, { jobs: [], log: null });
  await open(page, service, invitationPath(keys, invited));
  await show('invited');
}

async function signingIn(page: Page, service: Running, show: Show): Promise<void> {
  await addPersonFor(service, { email: 'mo@example.org', name: 'Mo' });
  await open(page, service, '/admin/account');
  await show('sign in');
  await page.getByLabel('Email').fill('mo@example.org');
  await page.getByLabel('Password').fill('not the password');
  await send(page, 'Sign in');
  await page.getByRole('alert').waitFor();
  await show('sign in refused');
  await open(page, service, '/admin/forgot');
  await show('forgot');
  await page.getByLabel('Email').fill('mo@example.org');
  await send(page, 'Send me a link');
  await headed(page, 'Look into your mailbox');
  await show('forgot sent');
  await open(page, service, '/admin/account');
  await page.getByLabel('Email').fill('mo@example.org');
  await page.getByLabel('Password').fill(goodPassword);
  await send(page, 'Sign in');
  await headed(page, 'Your account');
  await show('account');
  await page.getByLabel('Your password now').fill(goodPassword);
  await page.getByLabel('New password').fill('password123');
  await send(page, 'Change it');
  await page.getByRole('alert').waitFor();
  await show('account refused');
}

async function secondFactor(page: Page, service: Running, show: Show): Promise<void> {
  await send(page, 'Set up an app');
  await page.getByRole('img', { name: 'QR code of the key below' }).waitFor();
  await show('authenticator');
  const secret = ((await page.locator('code').textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel('The code that it shows now').fill(wrongCode(service, secret));
  await send(page, 'Turn it on');
  await page.getByRole('alert').waitFor();
  await show('authenticator refused');
  await page.getByLabel('The code that it shows now').fill(codeNow(service, secret));
  await send(page, 'Turn it on');
  await headed(page, 'Your recovery codes');
  await show('recovery codes');
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await headed(page, 'Your account');
  await show('account with an app');
  await open(page, service, '/admin/notices');
  await show('notices');
}

async function behindLinks(page: Page, service: Running, show: Show): Promise<void> {
  const { id } = (await post(service, { text: 'Where does it end?', title: 'A walk along the canal' })).body.comment;
  const parts = await mailParts(service, id);
  const opening = (label: 'GET /mail-link' | 'GET /reset') =>
    open(page, service, `${label.slice('GET '.length)}?${new URLSearchParams(parts[label]?.query)}`);
  await opening('GET /reset');
  await show('new password');
  await page.getByLabel('New password').fill('another fine password');
  await send(page, 'Change it');
  await headed(page, 'Done');
  await show('new password done');
  await opening('GET /reset');
  await show('new password over');
  await opening('GET /mail-link');
  await show('mail link');
  await page.getByRole('button').click();
  await headed(page, 'done');
  await show('mail link done');
  await opening('GET /mail-link');
  await show('mail link over');
  await open(page, service, '/privacy?site=blog');
  await show('privacy');
}
