import { equal, match, ok } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { ledgerNames } from '../../src/storage/ledger.ts';
import type { Collections } from '../../src/storage/mongo/database.ts';
import { migrate } from '../../src/storage/sqlite/migrate.ts';
import { article } from '../support/reader.ts';
import { running } from '../support/running.ts';

test('the page says what is kept how long by the settings in force, in the site’s language and in English', async (t) => {
  const service = await running(t, { settings: { ipDays: 3, spamDays: 4, trashDays: 1, editMinutes: 1, locale: 'de' } });
  const read = async (query: string) => {
    const answer = await fetch(`${service.url}/privacy?${query}`);
    return { status: answer.status, text: await answer.text(), policy: answer.headers.get('content-security-policy') ?? '' };
  };
  const page = await read('site=blog');
  equal(page.status, 200);
  match(page.policy, /^default-src 'none'/);
  match(page.text, /<html lang="de" dir="ltr">/);
  match(page.text, /IP-Adresse wird 3 Tage/);
  match(page.text, /whole for 3 days, then shortened/);
  match(page.text, /called spam<\/strong>: 4 days, then deleted/);
  match(page.text, /removed<\/strong>: 1 day, then deleted/);
  match(page.text, /changed for 1 minute\./);
  ok(!page.text.includes('Akismet'), 'there is no key');
  await service.set({ ipDays: 0, name: '<b>Blog</b>' });
  const changed = await read('site=blog&lang=ar');
  match(changed.text, /<html lang="ar" dir="rtl">/);
  match(changed.text, /shortened within a quarter of an hour/);
  match(changed.text, /<bdi>&lt;b&gt;Blog&lt;\/b&gt;<\/bdi>/);
  equal((await read('site=nowhere')).status, 404);
  equal((await read('')).status, 400);
});

test('with Akismet the page says what is sent, unless the site is without it', async (t) => {
  const service = await running(t, { env: { AKISMET_KEY: 'key', AKISMET_ENDPOINT: 'http://127.0.0.1:9' } });
  const read = async () => (await fetch(`${service.url}/privacy?site=blog`)).text();
  match(await read(), /Sent to Akismet/);
  await service.set({ akismet: 'off' });
  ok(!(await read()).includes('Akismet'));
});

test('the thread’s page links to it, in the language it speaks', async (t) => {
  const service = await running(t);
  const page = await (
    await fetch(`${service.url}/thread?${new URLSearchParams({ site: 'blog', url: article, lang: 'fr' })}`)
  ).text();
  const [, link = ''] = /<a href="([^"]*\/privacy[^"]*)"/.exec(page) ?? [];
  const answer = await fetch(link.replaceAll('&amp;', '&'));
  equal(answer.status, 200);
  match(await answer.text(), /<html lang="fr"/);
});

/** How the page and `docs/privacy.md` speak of what each collection holds; null: of nobody, and not spoken of. */
const spoken: Readonly<Record<keyof Omit<Collections, 'db'>, readonly [page: RegExp, docs: RegExp] | null>> = {
  comments: [/A comment with its author’s name/, /^\| a comment, its author's name/m],
  pages: [/A page with comments: .*as long as the site/, /^\| pages with comments: /m],
  sites: [/The site’s settings, .*as long as the site/, /^\| a site's settings/m],
  directory: null,
  tallies: [/its numbers of comments/, /^\| pages with .*numbers/m],
  people: [/A moderator’s account: .*until it is removed/, /^\| a moderator's account: /m],
  tokens: [/A token for programs .*until it is revoked/, /^\| tokens: /m],
  sessions: [
    /A moderator’s session: .*7 days without use, 30 days at most/,
    /^\| where .* signed in: .*7 days .*, 30 days at most/m,
  ],
  jobs: [/Work still to be done, by ids/, /^\| jobs, by ids/m],
  log: [/The log of moderators’ decisions/, /^\| who decided what and when/m],
  logItems: [/The log of moderators’ decisions/, /^\| who decided what and when/m],
  intents: [/Work still to be done, by ids/, /^\| jobs, by ids/m],
  reports: [/A reader’s report of a comment/, /^\| a reader's report/m],
  lessons: [/What the spam filter learned: .*the newest 4,000 decisions/, /^\| what the filter learned: .*2,000 newer/m],
  journal: [/What changed when, by ids.*<\/strong>: a day/, /^\| the journal of changes, by ids +\| a day /m],
  blocks: [/A block on an author/, /^\| blocks /m],
  subscriptions: [/The wish to hear of replies .*: .*30 days .*7 days/, /^\| subscriptions to replies .*30 days .*7 days/m],
  meta: null,
  gates: [/when the service died<\/strong>: a day/, /^\| MongoDB: hashes of email and address .* a day /m],
  limits: [
    /Counters under a keyed code .*: a day .*, an hour .*, 15 minutes/,
    /^\| counters under a keyed hash .*15 minutes .*an hour .*a day/m,
  ],
  gone: [/The ids of comments that are gone/, /^\| the ids of comments that are gone/m],
  received: [/A linkback that came to nothing: .*<\/strong>: 30 days/, /^\| linkbacks that came to nothing +\| 30 days/m],
  sendings: [/Which links of this site’s own pages/, /^\| linkbacks sent/m],
  webhooks: [/the webhooks its owner set up/, /^\| a site's settings and webhooks/m],
  deliveries: [/What webhooks were told: .*: 7 days; 30 days/, /^\| what webhooks were told.*7 days; 30 days/m],
  mails: [/Which mails went to an address, .*<\/strong>: 30 days/, /^\| which mails went out.* 30 days/m],
  erasures: [/The receipt of an erasure, .*: 90 days/, /^\| receipts of erasures.* 90 days/m],
  days: [/How many comments came on a day.*: 400 days/, /^\| how many comments came on a day.* 400 days/m],
  mutes: [/An author’s wish to get no mail/, /^\| an author's wish for no mail/m],
};

/** Where a table of SQLite is named or cut otherwise. */
const tables: Readonly<Record<string, readonly (keyof typeof spoken)[]>> = {
  page_keys: ['pages'],
  log_items: ['logItems'],
  events: ['journal'],
  ledger: ledgerNames,
  search: ['comments'],
};

test('the page and the documents say of every collection and table what is kept in it how long', async (t) => {
  const service = await running(t);
  const page = await (await fetch(`${service.url}/privacy?site=blog`)).text();
  const docs = await readFile('docs/privacy.md', 'utf8');
  for (const [name, words] of Object.entries(spoken)) {
    if (words === null) continue;
    match(page, words[0], name);
    match(docs, words[1], name);
  }
  const database = new Database(':memory:');
  t.after(() => database.close());
  migrate(database);
  const sql =
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%'";
  const names = database
    .prepare<[], { readonly name: string }>(sql)
    .all()
    .map(({ name }) => name);
  ok(names.length > 15);
  for (const name of names) for (const one of tables[name] ?? [name]) ok(one in spoken, `${name} is not spoken of`);
});
