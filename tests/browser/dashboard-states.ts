import type { TestContext } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { type Desk, desk, plantWaiting, row, rows, toast } from '../support/dashboard.ts';
import { plant } from '../support/planted.ts';
import { ask } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';

export type Here = Desk & { readonly service: Running };

/** An owner before a day's queue. */
export async function before(t: TestContext, options: BrowserContextOptions = {}): Promise<Here> {
  const service = await running(t);
  await furnish(service);
  return { ...(await desk(t, service, { role: 'owner', ...options })), service };
}

/** Everything that the queue can look like, with how a moderator gets there. Those that change what is stored come last. */
export const dashboardStates: Readonly<Record<string, (here: Here) => Promise<void>>> = {
  queue: (here) => open(here),
  bulk: async (here) => {
    await open(here);
    await here.page.keyboard.press('Shift+x');
  },
  replying: async (here) => {
    await open(here);
    await here.page.keyboard.press('r');
    await here.page.getByLabel('Your reply').fill('Thank you, mended.');
  },
  editing: async (here) => {
    await open(here);
    await here.page.keyboard.press('e');
    await here.page.getByLabel('Website').waitFor();
  },
  'quick editing': async (here) => {
    await open(here);
    await here.page.keyboard.press('q');
    await here.page.getByLabel('Text').waitFor();
  },
  'editing refused': async (here) => {
    await open(here);
    await here.page.keyboard.press('e');
    await here.page.getByLabel('Email').fill('no address');
    await here.page.keyboard.press('Control+Enter');
    await here.page.getByRole('alert').waitFor();
  },
  long: async (here) => {
    await open(here);
    await row(here.page, 'Professor Wolfeschlegelsteinhausenbergerdorff').scrollIntoViewIfNeeded();
    await row(here.page, 'Professor Wolfeschlegelsteinhausenbergerdorff').locator('.tick').focus();
  },
  menu: async (here) => {
    await open(here);
    const menu = here.page.getByRole('button', { name: 'Menu' });
    if (await menu.isVisible()) await menu.click();
  },
  details: async (here) => {
    await open(here);
    const pills = row(here.page, 'Best Pills');
    await pills.getByRole('button', { name: 'More of Best Pills' }).click();
    await pills.locator('.more').scrollIntoViewIfNeeded();
  },
  'with a note': async (here) => {
    await open(here);
    await here.page.keyboard.press('n');
    await here.page.getByRole('dialog').getByLabel('Why').fill('The third advertisement from there this week.');
  },
  deleting: async (here) => {
    await open(here, '#/blog/queue?status=spam');
    await here.page.keyboard.press('d');
    await here.page.getByRole('dialog').waitFor();
  },
  emptying: async (here) => {
    await open(here, '#/blog/queue?status=spam');
    await here.page.getByRole('button', { name: 'Empty spam' }).click();
    await here.page.getByRole('dialog').waitFor();
  },
  shortcuts: async (here) => {
    await open(here);
    await here.page.keyboard.press('?');
    await here.page.getByRole('dialog').waitFor();
  },
  'search help': async (here) => {
    await open(here);
    await here.page.getByRole('button', { name: 'How to search' }).click();
    await here.page.getByRole('dialog').waitFor();
  },
  'nothing found': async (here) => {
    await visit(here, '#/blog/queue?q=nonesuch');
    await here.page.getByRole('heading', { name: 'Nothing is found' }).waitFor();
  },
  empty: async (here) => {
    await visit(here, '#/blog/queue?status=trash');
    await here.page.getByRole('heading', { name: 'The trash is empty' }).waitFor();
  },
  loading: async (here) => {
    await here.page.route(queueOf, () => undefined);
    await visit(here);
    await here.page.getByText('Loading …').waitFor();
  },
  failing: async (here) => {
    await here.page.route(queueOf, (route) => route.fulfill({ status: 503, json: { code: 'unavailable' } }));
    await visit(here);
    await here.page.getByRole('alert').waitFor();
  },
  unreachable: async (here) => {
    await open(here);
    await here.page.route(/moderation|healthz|session/, (route) => route.abort());
    await here.page.keyboard.press('a');
    await toast(here.page, 'Nothing was changed').waitFor();
    await here.page.getByText('We keep trying').first().waitFor();
  },
  reported: async (here) => {
    const { service } = here;
    const [comment] = await service.service.store.comments.recent((await service.service.sites.bySlug('blog')).id, 1);
    const report = { reason: 'rude', text: 'He insults the lock-keeper, whom we all know.' };
    await ask(service, `/api/v1/comments/${comment?.id}/report`, { body: report });
    await open(here, '#/blog/queue?status=approved');
    await here.page.getByText('He insults').waitFor();
  },
  undo: async (here) => {
    await open(here);
    await here.page.keyboard.press('a');
    await toast(here.page, 'Comment approved').waitFor();
  },
  conflict: async (here) => {
    await open(here);
    const id = await rows(here.page).nth(1).getAttribute('data-id');
    const body = { ids: [id], to: 'spam' };
    await ask(here.service, '/api/v1/moderation/decisions', { body, token: await here.service.token() });
    await here.page.getByText('called it spam meanwhile.').waitFor();
  },
  'look-alikes': async (here) => {
    await plant(here.service, alike);
    await open(here);
    await here.page.keyboard.press('s');
    await here.page.getByRole('button', { name: 'Show', exact: true }).click();
    await here.page.getByRole('dialog').waitFor();
  },
  'many pages': async (here) => {
    await plantWaiting(here.service, 60);
    await countHundredThousand(here.page);
    await visit(here);
    await here.page.getByText('100,000').waitFor();
  },
  'five hundred chosen': async (here) => {
    await plantWaiting(here.service, 120);
    await open(here);
    await here.page.getByRole('button', { name: 'Choose all that are found' }).click();
    await here.page
      .getByText(/^\d{3} chosen/)
      .first()
      .waitFor();
  },
  'sign in again': async (here) => {
    await open(here);
    await here.context.clearCookies();
    await here.page.keyboard.press('a');
    await here.page.getByRole('dialog', { name: 'Sign in again' }).waitFor();
  },
};

const queueOf = '**/moderation/comments?*';

async function visit({ page, service }: Here, at = ''): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${service.url}/admin${at}`);
}

async function open(here: Here, at = ''): Promise<void> {
  await visit(here, at);
  await rows(here.page).first().waitFor();
}

/** A day's queue: the good, the doubtful, the foreign and the hopeless. */
async function furnish(service: Running): Promise<void> {
  const page = 'https://blog.example/canal-walk';
  await plant(
    service,
    [
      { text: 'The towpath begins behind the old gasworks.', name: 'Anna Lindqvist', email: 'anna@example.org' },
      { text: 'And it ends at lock 7.', name: 'Anna Lindqvist', email: 'anna@example.org' },
      { text: 'Behind them, or before?', name: 'Ida', email: 'ida@example.org', answers: 0, status: 'pending', verdict: doubt },
      { text: 'Buy now', name: 'SEO Expert', email: 'seo@shop.example', status: 'spam', verdict: bad },
    ],
    page,
  );
  const pageId =
    (await service.service.store.comments.recent((await service.service.sites.bySlug('blog')).id, 1))[0]?.pageId ?? '';
  await service.service.store.pages.describe(
    pageId,
    { title: 'A walk along the canal', titleFrom: 'moderator' },
    { jobs: [], log: null },
  );
  await plant(
    service,
    [
      {
        text: 'CHEAP pills at <https://pills.example/now> and <https://pills.example/more>!!',
        name: 'Best Pills',
        email: 'sales@pills.example',
        website: 'https://pills.example/',
        address: '203.0.113.77',
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0',
        status: 'pending',
        verdict: bad,
      },
      {
        text: longText,
        name: 'Professor Wolfeschlegelsteinhausenbergerdorff',
        email: 'a.rather.long.mailbox.with.many.parts@department.of.canals.example.org',
        website: 'https://department.of.canals.example.org/people/professors/wolfeschlegelsteinhausenbergerdorff/publications',
        address: '203.0.113.200',
        status: 'pending',
        verdict: doubt,
      },
      {
        text: 'A list of what we saw:\n\n- a heron\n- the lock-keeper\n\n> The towpath begins\n\nand `lock 7`.',
        name: 'Zoë',
        email: 'zoe@example.org',
        status: 'pending',
        verdict: doubt,
      },
      {
        text: 'هل الطريق مفتوح في الشتاء؟',
        name: 'ليلى',
        email: 'layla@example.org',
        address: '2001:db8:1:2::7',
        status: 'pending',
        verdict: doubt,
      },
      {
        text: 'We wrote about this walk as well.',
        name: 'The Lock Gazette',
        type: 'webmention',
        source: 'https://gazette.example/2026/canal',
        status: 'pending',
        verdict: linkback,
      },
      {
        text: 'Where does it *end*? I walked as far as the aqueduct.',
        name: 'Anna Lindqvist',
        email: 'anna@example.org',
        website: 'https://anna.example/',
        status: 'pending',
        verdict: link,
      },
    ],
    page,
  );
}

const bad = {
  outcome: 'hold',
  score: 0.94,
  reasons: [
    { check: 'classifier', weight: 2.7, text: 'The words are those of spam, going by 412 decisions of this site’s moderators.' },
    { check: 'links', weight: 1, text: 'It has 2 links; this site holds comments with 2 or more.' },
    { check: 'known-author', weight: 0, text: 'This name and email have no approved comment here yet.' },
  ],
} as const;
const doubt = {
  outcome: 'hold',
  score: 0.18,
  reasons: [{ check: 'known-author', weight: 0, text: 'This name and email have no approved comment here yet.' }],
} as const;
const linkback = {
  outcome: 'hold',
  score: 0.18,
  reasons: [{ check: 'known-author', weight: 0, text: 'Linkbacks wait for a moderator on this site.' }],
} as const;
const link = {
  outcome: 'hold',
  score: 0.04,
  reasons: [{ check: 'known-author', weight: 0, text: 'The author is known here, but not with this website.' }],
} as const;

/** The newest, and two that say nearly the same from the same place. */
const alike = [1, 2, 3].map((n) => ({
  text: `Win big at our casino tonight with free spins for every new player who joins us, number ${n} <https://casino.example/>`,
  name: `Lucky ${n}`,
  email: `lucky${n}@casino.example`,
  address: '198.51.100.7',
  status: 'pending' as const,
  verdict: bad,
  ago: 0,
}));

const longText = `${'Of locks and weirs much could be said, and is said here. '.repeat(40)}https://canals.example/${'lock'.repeat(40)}`;

/** The page as it is read, and counts as of a site that nobody looked after for a year. */
async function countHundredThousand(page: Page): Promise<void> {
  await page.route('**/moderation/events?*', (route) => route.abort());
  await page.route(queueOf, async (route) => {
    const answer = await route.fetch();
    const counts = { pending: 100_000, approved: 1_234_567, spam: 98_765, trash: 12 };
    await route.fulfill({ response: answer, json: { ...(await answer.json()), counts } });
  });
}
