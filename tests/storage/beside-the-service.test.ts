import { equal } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSqliteStore } from '../../src/storage/sqlite/open.ts';
import { command, inBlogFolder, startReady } from '../faults/service-under-load.ts';
import { article, ask } from '../support/reader.ts';
import { soon } from './contract-subject.ts';
import { added, createSpecimens } from './specimens.ts';

const path = `/api/v1/thread?site=blog&url=${encodeURIComponent(article)}`;

test('what another process writes, the service shows: ready bytes and settings', () =>
  inBlogFolder(async (folder) => {
    const service = await startReady(folder);
    const read = async () => (await ask<{ count: number; page: { open: boolean } }>(service, path)).body;
    const other = await openSqliteStore({ path: join(folder, 'data/backtalk.db'), now: Date.now });
    try {
      equal((await read()).count, 0);
      const [site] = await other.sites.all().then((sites) => sites.filter(({ slug }) => slug === 'blog'));
      const make = createSpecimens({ now: Date.now, pass: () => undefined });
      const siteId = site?.id ?? '';
      const comment = make.comment({ siteId });
      await added(other, make.arrival(comment, { page: { ...make.page, siteId } }));
      await soon(async () => (await read()).count, 1);
      equal((await read()).count, 1, 'and by the bytes that stand ready now');

      command(folder, 'site', 'set', 'blog', 'open=false');
      await soon(async () => (await read()).page.open, false);
      const words = { site: 'blog', url: article, name: 'Anna', email: 'anna@example.org', text: 'Too late?' };
      equal((await ask(service, '/api/v1/comments', { body: words })).body.code, 'thread-closed');

      await other.queue.decide(make.decision([comment], 'trash'));
      await soon(async () => (await read()).count, 0);
    } finally {
      await other.close();
      await service.stop();
    }
  }));
