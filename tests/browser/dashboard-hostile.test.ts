import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import type { QueuedView } from '../../src/wire/moderation.ts';
import { withoutBrowser } from '../support/browser.ts';
import { desk, plantWaiting, rows } from '../support/dashboard.ts';
import { plant } from '../support/planted.ts';
import { running } from '../support/running.ts';
import { until } from '../support/until.ts';
import { requireInItsBox } from './accessible.ts';
import { addresses, markup, withoutAttacks as skip, watched, watchedBesideOne, words } from './attacks.ts';

/** A row that has attacks wherever somebody else has a say, in each place another one; over all rows every one of them stands somewhere. */
function forged(like: QueuedView, at: number): QueuedView {
  const word = (nth: number) => (words[(at + nth * 397) % words.length] ?? '').slice(0, 3_000);
  const address = (nth: number) => addresses[(at + nth * 397) % addresses.length] ?? '';
  return {
    ...like,
    id: `01JD9Z8K3V4T5W6X7Y8Z${String(at).padStart(6, '0')}`,
    type: at % 3 === 0 ? 'webmention' : 'comment',
    author: { name: word(0), url: address(0), avatar: at % 4 === 0 ? address(1) : null, moderator: false },
    email: word(1),
    ip: word(2),
    userAgent: word(3),
    text: word(4),
    html: markup[at % markup.length] ?? '',
    source: address(2),
    linkback: { kind: 'mention', title: word(5), excerpt: word(6), published: null },
    page: { url: address(3), title: at % 2 === 0 ? word(7) : null },
    answers: { id: like.id, name: word(8), status: 'pending', excerpt: word(9) },
    verdict: { score: 0.5, reasons: [{ check: 'links', weight: 0, text: word(10) }] },
    reports: [{ reason: word(11), text: word(12), at: like.date }],
    history: [
      {
        ...{ id: like.id, at: like.date, version: 2 },
        who: word(13),
        act: 'decide',
        from: 'pending',
        to: word(14),
        note: word(15),
      },
    ],
    edits: [{ id: like.id, at: like.date, who: word(16), act: 'edit', fields: ['text', word(17)] }],
  };
}

test('the recorded attacks in every field, from a service that sanitizes nothing: nothing fires, and all stays in its box', {
  skip,
}, async (t) => {
  const { page, fired, like } = await watchedBesideOne(t);
  const some = 250;
  for (let at = 0; at < markup.length; at += some) {
    const comments = Array.from({ length: some }, (_, nth) => forged(like, at + nth));
    await page.unroute('**/moderation/comments?*');
    await page.route('**/moderation/comments?*', (route) =>
      route.fulfill({ json: { comments, next: null, counts: { pending: some, approved: 0, spam: 0, trash: 0 } } }),
    );
    // By its place: to look for a button by its name among those of 250 rows takes longer than to draw them.
    await page.locator('.toolbar > button').first().dispatchEvent('click');
    await page.locator(`[data-id="${comments.at(-1)?.id}"]`).waitFor({ state: 'attached' });
    await page.evaluate(() => {
      for (const opens of document.querySelectorAll<HTMLElement>('.opens')) opens.click();
    });
    await page.locator(`[data-id="${comments.at(-1)?.id}"] .more`).waitFor({ state: 'attached' });
    const protocols = await page.evaluate(() => [
      ...new Set([...document.querySelectorAll('main a[href]')].map((a) => (a as HTMLAnchorElement).protocol)),
    ]);
    deepEqual(
      protocols.filter((protocol) => !/^(https?)?:$/.test(protocol)),
      [],
    );
    if (at % 1_000 === 0) await requireInItsBox(page, `from ${at} on`);
  }
  const loads = fired.filter((what) => !/^asked for https?:/.test(what));
  deepEqual(loads, []);
  deepEqual(
    fired.filter((what) => what.startsWith('asked for')),
    [],
    'the policy lets no picture from elsewhere through',
  );
});

test('the same attacks as the service itself stores and serves them', { skip }, async (t) => {
  const service = await running(t);
  const held = markup.slice(0, 90).map((payload) => ({
    text: payload.slice(0, 5_000),
    name: payload.slice(0, 200).toWellFormed(),
    status: 'pending' as const,
  }));
  await plant(service, held);
  const { page, fired } = await watched(t, service);
  await rows(page).nth(40).waitFor();
  await page.getByRole('button', { name: 'Older' }).click();
  await rows(page).nth(39).waitFor();
  deepEqual(fired, []);
});

test('what watches finds an attack that is let in, and the policy stops it all the same', { skip }, async (t) => {
  const service = await running(t);
  await plantWaiting(service, 1);
  const { page, fired, errors } = await watched(t, service);
  await page.evaluate(() => (globalThis as unknown as { alert(what: string): void }).alert('by hand'));
  ok(fired.includes('alert by hand'));
  const refused = await page.evaluate(() => {
    const seen: string[] = [];
    const attempt = (act: () => unknown) => {
      try {
        act();
      } catch (error) {
        seen.push((error as Error).name);
      }
    };
    attempt(() =>
      Object.assign(document.body.appendChild(document.createElement('p')), { innerHTML: '<img src=x onerror=alert(1)>' }),
    );
    attempt(() =>
      (
        globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
      ).trustedTypes.createPolicy('mine', {}),
    );
    const script = document.createElement('script');
    attempt(() => Object.assign(script, { text: 'alert(2)' }));
    const button = document.createElement('button');
    attempt(() => button.setAttribute('onclick', 'alert(3)'));
    document.body.append(button, Object.assign(new Image(), { src: 'https://elsewhere.example/x.png' }));
    button.click();
    return seen;
  });
  deepEqual(refused, ['TypeError', 'TypeError', 'TypeError', 'TypeError']);
  await until(() => errors.some((error) => error.includes('elsewhere.example')));
  deepEqual(fired, ['alert by hand']);
});

test('the document allows nothing but its own files', { skip: withoutBrowser }, async (t) => {
  const service = await running(t);
  const asked: string[] = [];
  const before = async (page: Page) => void page.on('request', (request) => asked.push(request.url()));
  await plantWaiting(service, 1);
  const { page, errors } = await desk(t, service, { before });
  await rows(page).first().waitFor();
  const policy = (await page.request.get(`${service.url}/admin`)).headers()['content-security-policy'] ?? '';
  match(
    policy,
    /^default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: http:\/\/127\.0\.0\.1:\d+; connect-src 'self'; /,
  );
  match(policy, /frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types dashboard$/);
  equal(
    asked.every((url) => url.startsWith(service.url) || url.startsWith('data:')),
    true,
    asked.join(),
  );
  deepEqual(errors, []);
});
