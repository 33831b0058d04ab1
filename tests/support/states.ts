import type { TestContext } from 'node:test';
import { type Embedded, embedded } from './embedded.ts';
import { type Planted, plant } from './planted.ts';
import { post } from './reader.ts';

type Opened = Pick<Embedded, 'page' | 'errors'>;

const newspaper: readonly Planted[] = [
  { text: 'A heron stood there last year as well, in the very same place.', name: 'Anna Lindqvist', ago: 4_000 },
  {
    text: '[…] a walk along the canal, and why it takes four hours […]',
    name: 'Why I never arrive - The Slow Post',
    type: 'pingback',
    source: 'https://slow.example/arrive',
    ago: 3_000,
  },
];

const nested: readonly Planted[] = [
  {
    text: 'How long does it take, *honestly*? The guide says two hours, and the guide has never carried a thermos.',
    name: 'Anna',
  },
  { text: 'Two hours, if you do not stop.', name: 'Ben', answers: 0 },
  { text: 'Nobody does not stop.\n\n> if you do not stop\n\nI rest my case.', name: 'Cleo', answers: 1 },
  { text: 'There is a bench after the second lock:\n\n- shade until noon\n- a view of `both` bridges', name: 'Dana', answers: 2 },
  { text: 'And a bin, since spring.', name: 'Emil', answers: 3 },
  { text: 'Which nobody empties. [Here is the council’s page](https://council.example/bins).', name: 'Farah', answers: 4 },
  { text: 'Off topic, all of you. '.repeat(12), name: 'Gus', answers: 0 },
  { text: 'A new question: is the aqueduct open?', name: 'Hana' },
];

const arabic: readonly Planted[] = [
  { text: 'كم يستغرق الطريق فعلاً؟ يقول الدليل ساعتين.', name: 'ليلى' },
  { text: 'ساعتان، إن لم تتوقف. See https://canal.example/map for the map.', name: 'Ben', answers: 0 },
  { text: 'لا أحد لا يتوقف.', name: 'سمير', answers: 1 },
];

const waits = (page: Opened['page'], text: string) => page.getByText(text).first().waitFor();

async function open(
  t: TestContext,
  options: Parameters<typeof embedded>[1],
  comments: readonly Planted[] = [],
): Promise<Embedded> {
  const here = await embedded(t, options);
  await plant(here.service, comments);
  await here.page.goto(here.url);
  await here.page.getByRole('region').locator('.note[role=status]').waitFor({ state: 'attached' });
  if (comments[0]) await here.page.getByRole('article').nth(1).waitFor();
  return here;
}

async function write({ page }: Opened, text: string): Promise<void> {
  await page.getByLabel('Comment *').fill(text);
  await page.getByLabel('Name *').fill('Ida');
  await page.getByLabel('Email *').fill('ida@example.org');
  await page.getByRole('button', { name: 'Post Comment' }).click();
}

/** Every state a reader may see the widget in. Each opens it anew. */
export const states: Readonly<Record<string, (t: TestContext) => Promise<Opened>>> = {
  empty: (t) => open(t, {}),
  newspaper: (t) => open(t, {}, newspaper),
  nested: (t) => open(t, {}, nested),
  parts: (t) => open(t, { settings: { perPage: 2 } }, nested),
  dark: (t) => open(t, { browser: { colorScheme: 'dark' }, embedding: { head: darkPage } }, nested),
  narrow: (t) => open(t, { browser: { viewport: { width: 280, height: 800 } } }, nested),
  'right-to-left': (t) => open(t, { embedding: { lang: 'ar', dir: 'rtl', title: 'نزهة على القناة' } }, arabic),
  closed: (t) => open(t, { settings: { open: false } }, newspaper),
  replying: async (t) => {
    const here = await open(t, { settings: { commentPolicy: 'Be kind, and stay with the canal.' } }, newspaper);
    await here.page.getByRole('button', { name: 'Reply to Anna Lindqvist' }).click();
    await here.page.getByText('Comment policy').click();
    await here.page.getByText('Privacy').click();
    return here;
  },
  errors: async (t) => {
    const here = await open(t, {}, newspaper);
    await here.page.getByLabel('Email *').fill('ida');
    await here.page.getByRole('button', { name: 'Post Comment' }).click();
    return here;
  },
  refused: async (t) => {
    const here = await open(t, {}, newspaper);
    await here.service.set({ floodSeconds: 30 });
    await post(here.service, { text: 'Just before.', name: 'Ida', email: 'ida@example.org' });
    await write(here, 'Just after.');
    await here.page.getByRole('alert').waitFor();
    return here;
  },
  preview: async (t) => {
    const here = await open(t, {}, newspaper);
    await here.page.getByLabel('Comment *').fill('So *much* better, see <https://example.org/>');
    await here.page.getByRole('button', { name: 'Preview' }).click();
    await here.page.locator('.preview em').waitFor();
    return here;
  },
  pending: async (t) => {
    const here = await open(t, { settings: { holdUnknownAuthors: true } }, newspaper);
    await write(here, 'My first one here.');
    await waits(here.page, 'Your comment is awaiting moderation.');
    return here;
  },
  edited: async (t) => {
    const here = await open(t, {}, newspaper);
    await write(here, 'A typpo.');
    await here.page.getByRole('button', { name: 'Edit' }).click();
    await here.page.getByRole('article').getByLabel('Comment', { exact: true }).fill('A typo, mended.');
    await here.page.getByRole('button', { name: 'Save Changes' }).click();
    await waits(here.page, 'A typo, mended.');
    return here;
  },
  editing: async (t) => {
    const here = await open(t, {}, newspaper);
    await write(here, 'A typpo.');
    await here.page.getByRole('button', { name: 'Edit' }).click();
    return here;
  },
  deleting: async (t) => {
    const here = await open(t, {}, newspaper);
    await write(here, 'I regret this.');
    await here.page.getByRole('button', { name: 'Delete' }).click();
    return here;
  },
  reporting: async (t) => {
    const here = await open(t, {}, newspaper);
    await here.page.getByRole('button', { name: 'Report the comment by Anna Lindqvist' }).click();
    return here;
  },
  news: async (t) => {
    const here = await open(t, {}, nested);
    await post(here.service, { text: 'Just now.' });
    await here.page.getByRole('button', { name: '1 new comment' }).waitFor();
    return here;
  },
  unreachable: async (t) => {
    const here = await embedded(t);
    await here.page.route('**/api/v1/thread?*', (route) => route.abort());
    await here.page.goto(here.url);
    await waits(here.page, 'Comments could not be loaded.');
    return here;
  },
};

const darkPage = '<style>:root { color-scheme: dark; background: #14171a; color: #e6e3dc }</style>';
