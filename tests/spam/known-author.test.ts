import { equal } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { newPerson } from '../../src/moderators/person.ts';
import { newPage } from '../../src/sites/page.ts';
import { knownAuthor } from '../../src/spam/known-author.ts';
import { openSqliteStore } from '../../src/storage/sqlite/open.ts';
import type { Store } from '../../src/storage/store.ts';
import { gist, noLookups, noon, siteWith, subject, textOf } from './subject.ts';

type Given = NonNullable<Parameters<typeof subject>[0]>;

let folder: string;
let store: Store;
const look = async (given: Given) =>
  knownAuthor.look(subject(given), { ...noLookups, authorHistory: store.comments.authorHistory });
const found = async (given: Given) => gist(await look(given));

/** On the site stands an approved comment of Ada with her website, and a waiting one of Bob; Grace moderates it. */
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backtalk-authors-'));
  store = await openSqliteStore({ path: join(folder, 'backtalk.db'), now: () => noon });
  const also = { jobs: [], log: null };
  await store.sites.add(siteWith(), { shareHosts: false }, also);
  const person = { id: 'p', email: 'grace@example.org', name: 'Grace', sites: ['site-1'], password: null, createdAt: 0 };
  await store.people.add(newPerson({ ...person, role: 'moderator' }), also);
  await stand({ author: { website: 'https://ada.example/' }, comment: { id: 'a', status: 'approved' } });
  await stand({ author: { name: 'Bob', email: 'bob@example.org' }, comment: { id: 'b', status: 'pending' } });
});
after(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

async function stand(given: Given): Promise<void> {
  const { comment } = subject(given);
  const page = newPage({ id: 'page-1', siteId: 'site-1', url: 'https://blog.example/post' });
  await store.comments.add({
    comment,
    page,
    pageKey: 'blog.example/post',
    conditions: { unlessSaid: false, quiet: null, idempotentSince: 0 },
    terms: [],
    jobs: [],
    log: null,
  });
}

test('who has an approved comment by this name and email passes', async () => {
  equal(await found({}), 'nothing');
  equal(await found({ author: { website: 'https://ada.example/' } }), 'nothing');
});

test('another name or another email waits', async () => {
  equal(await found({ author: { name: 'Adam' } }), 'hold 0');
  equal(await found({ author: { email: 'ada@elsewhere.example' } }), 'hold 0');
});

test('a comment that still waits makes nobody known', async () => {
  equal(await found({ author: { name: 'Bob', email: 'bob@example.org' } }), 'hold 0');
});

test('a website new to a known author waits', async () => {
  const text = textOf(await look({ author: { website: 'https://casino.example/' } }));
  equal(text, 'The author is known here, but not with this website.');
});

test('a moderator’s email without a token waits, even where unknown authors do not', async () => {
  const author = { name: 'Grace', email: 'grace@example.org' };
  const text = 'The email is that of a moderator, but the sender is not signed in.';
  equal(textOf(await look({ author })), text);
  equal(textOf(await look({ author, settings: { holdUnknownAuthors: false } })), text);
});

test('without an email nobody is known', async () => {
  equal(await found({ author: { email: null } }), 'hold 0');
});

test('a linkback waits', () => {
  equal(gist(knownAuthor.look(subject({ comment: { type: 'trackback' } }), noLookups)), 'hold 0');
});

test('where the setting is off, unknown authors and linkbacks pass', async () => {
  const settings = { holdUnknownAuthors: false };
  equal(await found({ settings, author: { name: 'Eve', email: 'eve@example.org', website: 'https://eve.example/' } }), 'nothing');
  equal(await found({ settings, author: { email: null } }), 'nothing');
  equal(await found({ settings, comment: { type: 'webmention' } }), 'nothing');
});
