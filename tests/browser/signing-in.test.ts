import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { reader, withoutBrowser } from '../support/browser.ts';
import { running } from '../support/running.ts';
import { addPersonFor, client, goodPassword } from '../support/signed-in.ts';
import { codeNow, wrongCode } from '../support/signing-in.ts';

const skip = withoutBrowser;
const email = 'mo@example.org';

/** A service by this machine's name: browsers make no passkeys for an address. */
async function admin(
  t: TestContext,
  options: { javaScriptEnabled?: boolean; viewport?: { width: number; height: number } } = {},
) {
  const service = await running(t);
  await addPersonFor(service, { email, name: 'Mo' });
  const { context, page, errors } = await reader(t, options);
  await page.goto(service.url.replace('127.0.0.1', 'localhost').concat('/admin/account'));
  return { service, context, page, errors };
}

async function signIn(page: Page, password = goodPassword, code = ''): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.keyboard.press('Enter');
}

/** Chromium's own key, which touches itself. */
async function virtualKey(context: BrowserContext, page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

test('a passkey is made and signs in, in Chromium with its virtual authenticator', { skip }, async (t) => {
  const { context, page, errors } = await admin(t);
  const { cdp, authenticatorId } = await virtualKey(context, page);
  await signIn(page);
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  await page.getByLabel('Name of a new one').fill('My laptop');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('My laptop, since').waitFor();
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
  deepEqual([credentials.length, credentials[0]?.rpId], [1, 'localhost']);

  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByRole('link', { name: 'Your account' }).click();
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  match((await page.textContent('main')) ?? '', /signed in as mo@example\.org, moderator of blog/);

  await page.getByRole('button', { name: 'Remove My laptop' }).click();
  await page.getByText('My laptop, since').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('This passkey opens nothing here.').waitFor();
  equal(errors.filter((error) => !error.includes('401')).join(), '');
});

test('a passkey without finger or PIN does not sign in, and the page says so', { skip }, async (t) => {
  const { context, page } = await admin(t);
  const { cdp, authenticatorId } = await virtualKey(context, page);
  await signIn(page);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('Passkey, since').waitFor();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('That was cancelled, or took too long.').waitFor();
  equal(await page.getByRole('heading', { name: 'Sign in' }).count(), 1);
});

test('without JavaScript: in, a wrong password, an app and its codes, another password, and out', { skip }, async (t) => {
  const { service, page, errors } = await admin(t, { javaScriptEnabled: false });
  equal(await page.getByRole('button', { name: 'passkey' }).count(), 0);
  await signIn(page, 'not the password');
  await page.getByRole('alert').getByText('do not belong together').waitFor();
  equal(await page.getByLabel('Email').inputValue(), email);
  await signIn(page);
  await page.getByRole('button', { name: 'Set up an app' }).click();
  const secret = ((await page.locator('code').textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel('The code that it shows now').fill(wrongCode(service, secret));
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await page.getByLabel('The code that it shows now').fill(codeNow(service, secret));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
  const [recovery = ''] = await page.locator('li code').allTextContents();
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await page.getByLabel('Your password now').fill(goodPassword);
  await page.getByLabel('New password').fill('another fine password');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await signIn(page, 'another fine password');
  await page.getByRole('alert').getByText('code of your authenticator app').waitFor();
  await signIn(page, 'another fine password', recovery);
  await page.getByRole('link', { name: 'Your account' }).click();
  await page.getByText('On, with 9 recovery codes left.').waitFor();
  ok(
    errors.every((error) => /400|401/.test(error)),
    errors.join(),
  );
});

test('the pages fit a narrow screen, whatever a browser calls itself, and end its session', { skip }, async (t) => {
  const { service, page } = await admin(t, { viewport: { width: 360, height: 640 } });
  const overflow = () => page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  equal(await overflow(), 0);
  const elsewhere = client(service);
  await elsewhere.ask('/api/v1/session', { body: { email, password: goodPassword }, headers: { 'User-Agent': 'x'.repeat(300) } });
  await signIn(page);
  await page.getByRole('button', { name: /End the session of x/ }).waitFor();
  equal(await overflow(), 0);
  await page.getByRole('button', { name: /End the session of x/ }).click();
  await page.getByRole('button', { name: /End the session of x/ }).waitFor({ state: 'detached' });
  equal((await elsewhere.ask('/api/v1/session')).status, 401);
});
