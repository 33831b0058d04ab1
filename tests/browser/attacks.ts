import { ok } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import type { Role } from '../../src/moderators/person.ts';
import { payloadsIn } from '../hostile/payloads.ts';
import { withoutBrowser } from '../support/browser.ts';
import { corpus } from '../support/corpus.ts';
import { desk, plantWaiting, rows } from '../support/dashboard.ts';
import { queue } from '../support/moderator.ts';
import { type Running, running } from '../support/running.ts';

const folders = ['xss', 'unicode', 'url'].map((name) => corpus(`3-hostile/${name}`));
/** For `test(name, { skip: withoutAttacks }, …)`. */
export const withoutAttacks = withoutBrowser || (folders.includes(null) && 'the recorded attacks are not here');
export const [markup = [], letters = [], addresses = []] = withoutAttacks
  ? []
  : folders.map((folder) => payloadsIn(folder ?? ''));
export const words = [...markup, ...letters];

/** Tells whatever a payload does once it runs, loads or navigates. */
export async function watch(page: Page, fired: string[], isOurs: (url: URL) => boolean): Promise<void> {
  page.on('dialog', (dialog) => {
    fired.push(`${dialog.type()} ${dialog.message()}`);
    dialog.dismiss().catch(() => null);
  });
  page.context().on('page', () => fired.push('a window'));
  await page.exposeFunction('told', (what: string) => fired.push(what));
  await page.addInitScript(() => {
    const told = (what: string) => (globalThis as unknown as { told(what: string): void }).told(what);
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'] as const)
      Object.defineProperty(globalThis, name, { value: (...given: unknown[]) => told(`${name} ${given}`) });
    addEventListener('error', ({ message }) => told(`error ${message}`));
  });
  await page.context().route(
    (url) => !isOurs(url),
    (route) => {
      fired.push(`asked for ${route.request().url()}`);
      return route.abort();
    },
  );
}

/** A desk that is watched. */
export async function watched(t: TestContext, service: Running, role: Role = 'moderator') {
  const fired: string[] = [];
  const before = (page: Page) => watch(page, fired, ({ origin }) => origin === service.url);
  const there = await desk(t, service, { role, before, viewport: { width: 360, height: 800 } });
  await rows(there.page).first().waitFor();
  return { ...there, fired };
}

/** The same with a comment as a service of its own gives it, like which others are forged. */
export async function watchedBesideOne(t: TestContext, role?: Role) {
  const service = await running(t);
  await plantWaiting(service, 1);
  const [like] = (await queue(service, await service.token())).comments;
  ok(like);
  return { ...(await watched(t, service, role)), like };
}
