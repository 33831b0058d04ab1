import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { changePerson, removePerson } from '../../src/moderators/change-people.ts';
import { commandLine } from '../../src/moderators/command-line.ts';
import { mailLinkPath } from '../../src/notifications/mail-link.ts';
import { settle, smtp, waitingFor } from '../support/mailing.ts';
import { ask, post } from '../support/reader.ts';
import { day, type Running, running } from '../support/running.ts';
import { client } from '../support/signed-in.ts';
import { addSiteFor } from '../support/sites.ts';
import { linksIn, type MailServer, mailServer } from '../support/smtp.ts';
import { storedIn } from '../support/stored.ts';

interface Told {
  readonly service: Running;
  readonly server: MailServer;
  readonly personId: string;
  readonly commentId: string;
  /** Approve, spam, trash, as they stand in the mail. */
  readonly links: readonly [URL, URL, URL];
}

async function told(t: TestContext): Promise<Told> {
  const server = await mailServer(t);
  const service = await running(t, { env: smtp(server) });
  const about = await waitingFor(service, { text: 'Tell me <script>alert(1)</script>' });
  await settle(service);
  return { service, server, ...about, links: linksOf(server) };
}

function linksOf(server: MailServer): readonly [URL, URL, URL] {
  const [mail] = server.received.slice(-1);
  const [approve, spam, trash] = mail ? linksIn(mail, '/mail-link') : [];
  if (!approve || !spam || !trash) throw new Error('The mail has no three links.');
  return [approve, spam, trash];
}

const statusOf = async ({ service, commentId }: Told): Promise<string | undefined> =>
  (await service.service.store.comments.byId(commentId))?.status;

const fieldsIn = (page: string): Record<string, string> =>
  Object.fromEntries(
    [...page.matchAll(/name="(token|once)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );

const press = ({ service }: Told, fields: Record<string, string>) => client(service).form('/mail-link', fields);

test('opened twenty times, and by HEAD, a link changes nothing; its button acts once', async (t) => {
  const scene = await told(t);
  const { service, links } = scene;
  const before = await storedIn(service);
  for (let at = 0; at < 20; at += 1) equal((await fetch(links[at % 3] ?? '')).status, 200);
  equal((await fetch(links[0], { method: 'HEAD' })).status, 200);
  deepEqual(await storedIn(service), before);
  const page = await (await fetch(links[0])).text();
  ok(page.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
  const done = await press(scene, fieldsIn(page));
  equal(done.status, 200);
  match(await done.text(), /Approve: Done\./);
  equal(await statusOf(scene), 'approved');
});

test('a browser that runs scripts finds none, and a policy that would let none run', async (t) => {
  const { links } = await told(t);
  const answer = await fetch(links[0]);
  match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/);
  equal(answer.headers.get('cache-control'), 'no-store');
  const page = await answer.text();
  deepEqual([/<script/i.test(page), / on\w+=/i.test(page), /http-equiv/i.test(page)], [false, false, false]);
});

/** Everything that shall be refused, by links and by their buttons, in one and the same way. */
async function refusals({ service, links }: Told, tokens: readonly string[]): Promise<void> {
  const answers = await Promise.all(
    tokens.map(async (token) => {
      const opened = await fetch(`${links[0].origin}/mail-link?${new URLSearchParams({ token })}`);
      return { status: opened.status, text: await opened.text() };
    }),
  );
  const pressed = await Promise.all(
    tokens.map(async (token) => {
      const answer = await client(service).form('/mail-link', { token, once: 'x.1.y' });
      return { status: answer.status, text: await answer.text() };
    }),
  );
  for (const answer of [...answers, ...pressed]) {
    equal(answer.status, 403);
    equal(answer.text, answers[0]?.text);
  }
}

const tokenOf = (link: URL): string => link.searchParams.get('token') ?? '';

test('altered, of another comment, of another site: one and the same refusal', async (t) => {
  const scene = await told(t);
  const { service, links, commentId } = scene;
  const token = tokenOf(links[0]);
  const other = (await post(service, { text: 'Another', name: 'Ben' })).body.comment.id;
  await addSiteFor(service, { slug: 'other', hosts: ['other.example'] });
  const foreign = (await post(service, { site: 'other', url: 'https://other.example/a', text: 'Foreign' })).body.comment;
  const [person] = await service.service.store.people.all();
  const comment = await service.service.store.comments.byId(foreign.id);
  ok(person && comment);
  const sites = mailLinkPath(service.service.keys, { person, comment, act: 'spam', expiresAt: service.clock.now() + day });
  const flipped = token.replace(/\.([^.])([^.]*)\.approve$/, (_, first, rest) => `.${first === 'A' ? 'B' : 'A'}${rest}.approve`);
  notEqual(flipped, token);
  await refusals(scene, [
    flipped,
    token.replace('.approve', '.spam'),
    token.replace('.approve', '.delete'),
    token.replace(commentId, other),
    token.replace('.1.', '.2.'),
    token.replace('.1.', '.01.'),
    `${token}.x`,
    'garbage',
    '{"$gt":""}',
    new URL(sites, 'http://x').searchParams.get('token') ?? '',
  ]);
  equal(await statusOf(scene), 'pending');
});

test('a link is dead after seven days, a decision, an edit, a new password, and without the account', async (t) => {
  const scene = await told(t);
  const { service, server, personId } = scene;
  const page = await (await fetch(scene.links[0])).text();
  equal((await press(scene, fieldsIn(page))).status, 200);
  await refusals(scene, scene.links.map(tokenOf));
  // The very same press again.
  equal((await press(scene, fieldsIn(page))).status, 403);

  const fresh = async (text: string) => {
    await waitingFor(service, { text });
    await settle(service);
    return linksOf(server).map(tokenOf);
  };
  const old = await fresh('second');
  service.clock.pass(7 * day);
  await refusals(scene, old);

  const before = await fresh('third');
  const person = await service.service.store.people.byId(personId);
  ok(person);
  const reset = { ...person, epoch: person.epoch + 1, version: person.version + 1 };
  equal(await service.service.store.people.change(reset, { jobs: [], log: null }), 'changed');
  await refusals(scene, before);

  const last = await fresh('fourth');
  await removePerson(service.service, commandLine, personId);
  await refusals(scene, last);
});

test('an edit of the comment ends the links to what it was, and brings new ones', async (t) => {
  const scene = await told(t);
  const { service, server, links } = scene;
  const { comment, editToken } = (await post(service, { text: 'First', name: 'Ben', email: 'ben@example.org' })).body;
  await settle(service);
  const old = linksOf(server).map(tokenOf);
  const edit = { method: 'PATCH', body: { text: 'Second' }, token: editToken };
  equal((await ask(service, `/api/v1/comments/${comment.id}`, edit)).status, 202);
  await settle(service);
  await refusals(scene, old);
  equal((await fetch(linksOf(server)[0])).status, 200);
  equal((await fetch(links[0])).status, 200);
});

test('who moderates the site no more is refused', async (t) => {
  const scene = await told(t);
  const { service, personId } = scene;
  await addSiteFor(service, { slug: 'other', hosts: ['other.example'] });
  const sites = [await service.service.sites.bySlug('other')];
  await changePerson(service.service, commandLine, { id: personId, sites });
  await refusals(scene, scene.links.map(tokenOf));
});

test('a press is good once, for its own link, for an hour, and from our own page', async (t) => {
  const scene = await told(t);
  const { service, links } = scene;
  const fields = async (link: URL) => fieldsIn(await (await fetch(link)).text());
  const [approve, spam] = [await fields(links[0]), await fields(links[1])];
  equal((await press(scene, { ...approve, once: spam['once'] ?? '' })).status, 403);
  equal((await client(service).form('/mail-link', approve, { Origin: 'https://evil.example' })).status, 403);
  service.clock.pass(60 * 60_000);
  equal((await press(scene, approve)).status, 403);
  equal(await statusOf(scene), 'pending');
  const again = await fields(links[1]);
  const both = await Promise.all([press(scene, again), press(scene, again)]);
  deepEqual(both.map(({ status }) => status).sort(), [200, 403]);
  equal(await statusOf(scene), 'spam');
  const log = await ask<{ entries: { who: string; act: string }[] }>(service, '/api/v1/moderation/log', {
    token: await service.token('owner'),
  });
  deepEqual(log.body.entries.filter(({ act }) => act === 'decide').length, 1);
});
