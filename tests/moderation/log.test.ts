import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LogView } from '../../src/wire/log.ts';
import { decide } from '../support/moderator.ts';
import { article, ask } from '../support/reader.ts';
import { posted, reading } from '../support/reading.ts';
import { day, type Running, running } from '../support/running.ts';
import { addSiteFor } from '../support/sites.ts';

describe('the log', () => {
  const furnished = async (service: Running) => {
    const token = await service.token();
    const owner = await service.token('owner');
    const [one, two] = [await posted(service, 'One'), await posted(service, 'Two')];
    await decide(service, token, { ids: [one], to: 'approved', note: '=HYPERLINK("https://evil.example")' });
    service.clock.pass(day);
    await decide(service, owner, { ids: [two], to: 'spam', note: 'A, "quoted"\nnote' });
    await ask(service, `/api/v1/moderation/comments/${one}`, { method: 'PATCH', body: { text: 'Better' }, token });
    return { token, owner, one, two };
  };

  test('is narrowed by who, what, when and which comment', async (t) => {
    const service = await running(t);
    const { token, one, two } = await furnished(service);
    const acts = async (query: Readonly<Record<string, string>>) =>
      (await reading(service, token)<LogView>('moderation/log', { site: 'blog', ...query })).entries.map(
        ({ who, act }) => `${who} ${act}`,
      );
    deepEqual(await acts({ comment: one }), ['moderator edit', 'moderator decide']);
    deepEqual(await acts({ comment: two }), ['owner decide']);
    deepEqual(await acts({ who: 'OWN', act: 'decide' }), ['owner decide']);
    deepEqual(await acts({ since: '2026-11-25T00:00:00Z' }), ['moderator edit', 'owner decide']);
    deepEqual(await acts({ until: '2026-11-25T00:00:00Z', act: 'decide' }), ['moderator decide']);
    deepEqual(await acts({ who: 'nobody' }), []);
    for (const flaw of [{ since: 'yesterday' }, { comment: '1' }, { act: '$where' }, { cursor: 'x' }]) {
      const answer = await ask(service, `/api/v1/moderation/log?${new URLSearchParams({ site: 'blog', ...flaw })}`, { token });
      deepEqual([answer.status, answer.body.code], [400, 'invalid'], JSON.stringify(flaw));
    }
  });

  test('says what was acted on as it is now, how many more, and of what is deleted nothing', async (t) => {
    const service = await running(t);
    const token = await service.token();
    const text = `<img src=x onerror=alert(1)> ${'🦊'.repeat(200)}`;
    const ids = [await posted(service, text, { title: 'Winter' }), await posted(service, 'Two'), await posted(service, 'Three')];
    const [first = '', second = ''] = ids;
    await decide(service, token, { ids, to: 'spam' });
    await decide(service, token, { ids: [first], to: 'approved' });
    await ask(service, `/api/v1/moderation/comments/${second}`, { method: 'PATCH', body: { text: 'Better' }, token });
    await ask(service, '/api/v1/moderation/pages', { method: 'PATCH', body: { site: 'blog', url: article, open: false }, token });
    const about = async () => (await reading(service, token)<LogView>('moderation/log')).entries.map((entry) => entry.about);
    const page = { url: article, title: 'Winter' };
    const fox = { id: first, status: 'approved', name: 'Anna', excerpt: text.slice(0, 200).toWellFormed(), page };
    const better = { id: second, status: 'spam', name: 'Anna', excerpt: 'Better', page, others: 0 };
    deepEqual((await about()).slice(0, 4), [null, better, { ...fox, others: 0 }, { ...fox, others: 2 }]);
    await decide(service, token, { ids: [first], to: 'deleted' });
    const gone = { id: first, status: 'deleted', name: '', excerpt: '' };
    const deleted = async () => (await about()).flatMap((one) => (one?.id === first ? [{ ...one, page: null }] : []));
    const expected = [0, 0, 2].map((others) => ({ ...gone, page: null, others }));
    deepEqual(await deleted(), expected);
    await service.service.store.comments.bury(10);
    deepEqual(await deleted(), expected);
  });

  test('goes on from its cursor, missing and repeating nothing', async (t) => {
    const service = await running(t);
    const { token } = await furnished(service);
    const read = reading(service, token);
    const whole = await read<LogView>('moderation/log');
    const seen = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: Record<string, string> = { site: 'blog', limit: '2', ...(cursor && { cursor }) };
      const page: LogView = await read<LogView>('moderation/log', query);
      seen.push(...page.entries);
      cursor = page.next;
    }
    deepEqual(seen, whole.entries);
    ok(seen.length > 4);
  });

  test('is exported as JSON lines and as CSV in which nothing is a formula', async (t) => {
    const service = await running(t);
    const { token } = await furnished(service);
    const export_ = async (format: string) => {
      const query = new URLSearchParams({ site: 'blog', act: 'decide', format });
      const headers = { Authorization: `Bearer ${token}` };
      return fetch(`${service.url}/api/v1/moderation/log/export?${query}`, { headers });
    };
    const lines = await export_('jsonl');
    match(lines.headers.get('Content-Disposition') ?? '', /^attachment; filename="backtalk-log\.jsonl"$/);
    const values = (await lines.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { act: string; who: string });
    deepEqual(
      values.map(({ who }) => who),
      ['owner', 'moderator'],
    );
    const csv = await export_('csv');
    equal(csv.headers.get('Content-Type'), 'text/csv; charset=utf-8');
    const text = await csv.text();
    match(text, /^id,at,site,who,act,note,detail\r\n/);
    ok(text.includes(`,"A, ""quoted""\nnote",`));
    ok(text.includes(`,"'=HYPERLINK(""https://evil.example"")",`));
  });

  test('of another site is not exported', async (t) => {
    const service = await running(t);
    await furnished(service);
    await addSiteFor(service, { slug: 'other', hosts: ['other.example'] });
    const headers = { Authorization: `Bearer ${await service.token('owner', 'other')}` };
    const own = await (await fetch(`${service.url}/api/v1/moderation/log/export`, { headers })).text();
    deepEqual(
      new Set(
        own
          .trim()
          .split('\n')
          .map((line) => (JSON.parse(line) as { site: string }).site),
      ),
      new Set(['other']),
    );
  });
});
