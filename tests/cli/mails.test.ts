import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { MailView } from '../../src/wire/mails.ts';
import { commandLineIn } from '../support/command.ts';
import { settle, waitingFor } from '../support/mailing.ts';
import { ask } from '../support/reader.ts';
import { minute, running } from '../support/running.ts';
import { addSiteFor } from '../support/sites.ts';

type Shown = MailView & { readonly to: string; readonly subject: string; readonly text: string; readonly html: string };

test('without a mail server a mail stands as not delivered, and can be read where the command line is', async (t) => {
  // The command line goes by the clock on the wall.
  const service = await running(t, { startAt: Date.now() });
  const { database } = service.service.config;
  const url = database.kind === 'sqlite' ? `sqlite:${database.path}` : database.url;
  const env = { DATABASE_URL: url, SECRET: service.service.config.secret ?? '', PUBLIC_URL: service.url };
  const cli = await commandLineIn(t, env);
  const { commentId } = await waitingFor(service, { text: 'Read me' });
  await settle(service);
  const [mail, ...more] = await cli.json<MailView[]>(['mail', 'list']);
  ok(mail);
  equal(more.length, 0);
  deepEqual([mail.kind, mail.state, mail.site, mail.subjectId], ['comment-notice', 'not-delivered', 'blog', commentId]);
  deepEqual(await cli.json(['mail', 'list', '--state', 'sent']), []);

  const shown = await cli.json<Shown>(['mail', 'show', mail.id]);
  deepEqual([shown.to, shown.subject], ['mod@example.org', 'A comment is waiting on “https://blog.example/article”']);
  ok(shown.text.includes('> Read me') && shown.html.includes('Read me'));
  const [link = ''] = shown.text.match(/http\S+\.approve/) ?? [];
  equal((await fetch(link)).status, 200);

  equal((await cli.json<MailView>(['mail', 'retry', mail.id])).state, 'waiting');
  service.clock.pass(minute);
  await settle(service);
  const [again] = await cli.json<MailView[]>(['mail', 'list', '--site', 'blog']);
  deepEqual([again?.state, again?.answer], ['not-delivered', 'No mail server is set (SMTP_URL).']);
  const unknown = await cli.run(['mail', 'show', '0'.repeat(26)]);
  deepEqual([unknown.code, unknown.out], [1, '']);
  match((await cli.run(['mail', 'list', '--state', 'lost'])).err, /state/);
});

test('moderators see the mails of their sites, without text and address; those about accounts are the operators’', async (t) => {
  const service = await running(t);
  await addSiteFor(service, { slug: 'other', hosts: ['other.example'] });
  await waitingFor(service);
  const { store, newId, now } = service.service;
  const [person] = await store.people.all();
  await store.jobs.add([{ id: newId(), key: 'r', kind: 'reset-password', subjectId: person?.id ?? '', runAt: now() }]);
  await settle(service);
  const kinds = async (token: string) => {
    const { body } = await ask<{ mails: MailView[] }>(service, '/api/v1/moderation/mails?state=not-delivered', { token });
    ok(!JSON.stringify(body).includes('@example.org'));
    return body.mails.map(({ kind }) => kind);
  };
  deepEqual(await kinds(await service.token('moderator')), ['comment-notice']);
  deepEqual(await kinds(await service.token('owner', 'other')), []);
  const reset = (await store.mails.find({ sites: [''], states: null, before: null, limit: 1 }))[0];
  const retry = { method: 'POST', token: await service.token('owner') };
  equal((await ask(service, `/api/v1/moderation/mails/${reset?.id}/retry`, retry)).status, 404);
});
