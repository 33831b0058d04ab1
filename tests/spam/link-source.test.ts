import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Lookups, SourceSigns } from '../../src/moderation/check.ts';
import { linkSource } from '../../src/spam/link-source.ts';
import { gist, noLookups, subject } from './subject.ts';

const plain: SourceSigns = { isHidden: false, isAside: false, linkedHosts: 3 };
const source = { url: 'https://source.example/post', title: null, excerpt: null };
const knowing = (approved: boolean, spam: boolean): Lookups => ({
  ...noLookups,
  sourceHistory: async () => ({ approved, spam }),
});

async function found(signs: Partial<SourceSigns>, lookups = knowing(false, false)): Promise<string> {
  const linkback = subject({ comment: { type: 'webmention', source } });
  return gist(await linkSource.look({ ...linkback, source: { ...plain, ...signs } }, lookups));
}

test('a source that hides the link or has very many waits, one that is nothing but links is spam', async () => {
  equal(await found({}), 'nothing');
  equal(await found({ isHidden: true }), 'hold 3');
  equal(await found({ linkedHosts: 99 }), 'nothing');
  equal(await found({ linkedHosts: 100 }), 'hold 3');
  equal(await found({ linkedHosts: 200 }), 'spam 5');
});

test('one that has the link beside its text waits', async () => equal(await found({ isAside: true }), 'hold 1'));

test('a host whose linkbacks are spam here is blocked, unless one of them is approved', async () => {
  equal(await found({}, knowing(false, true)), 'spam 4');
  equal(await found({}, knowing(true, true)), 'nothing');
});

test('a comment has no source', () => equal(gist(linkSource.look(subject(), noLookups)), 'nothing'));
