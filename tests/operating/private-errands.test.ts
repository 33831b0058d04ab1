import { doesNotMatch, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { akismetServer } from '../support/akismet-server.ts';
import { type Authenticator, authenticator, type Options } from '../support/authenticator.ts';
import { commandLineIn } from '../support/command.ts';
import { type Ask, post } from '../support/reader.ts';
import { startService } from '../support/service-process.ts';
import { type Client, client } from '../support/signed-in.ts';
import { passkeyOrigin } from '../support/signing-in.ts';
import { answer, linksIn, type MailServer, mailServer } from '../support/smtp.ts';
import { within } from '../support/two-processes.ts';
import { receiver } from '../support/webhooks.ts';

const main = new URL('../../src/main.ts', import.meta.url).pathname;
const owner = 'canary.owner@mailbox.example';
const password = 'canary password of the owner';

/** A mail server that wants a password, and repeats an address it refuses. */
const errandsTo = (test: Parameters<typeof mailServer>[0]): Promise<MailServer> =>
  mailServer(test, {
    options: { authOptional: false, allowInsecureAuth: true },
    onAuth: ({ username, password: given }, _, done) =>
      given === 'canary-of-smtp' ? done(null, { user: username }) : done(answer(535, `No, ${username} ${given}`)),
    onRcptTo: ({ address }, _, done) =>
      address.startsWith('canary.gone') ? done(answer(550, `No such user: <${address}>`)) : done(),
  });

/** The link of the next mail to this address that leads there. */
async function linkTo({ received }: MailServer, address: string, path: string): Promise<URL> {
  const mail = () => received.find(({ to, parsed }) => to.includes(address) && linksIn({ parsed }, path).length > 0);
  const [link] = linksIn(await within(15_000, async () => mail(), Boolean), path);
  if (!link) throw new Error(`No mail leads ${address} to ${path}.`);
  return link;
}

async function signInAllWays(browser: Client, key: Authenticator): Promise<string[]> {
  equal((await browser.signIn(owner, 'canary but wrong')).status, 401);
  equal((await browser.signIn(owner, password)).status, 200);
  const { body: options } = await browser.ask<Options>('/api/v1/account/passkey-options', { method: 'POST' });
  const credential = key.create(options);
  equal((await browser.ask('/api/v1/account/passkeys', { body: { name: 'Canary key', credential } })).status, 201);
  const asked = (await browser.ask<Options>('/api/v1/session/passkey/options', { method: 'POST' })).body;
  const assertion = key.get(asked);
  equal((await browser.ask('/api/v1/session/passkey', { body: { credential: assertion } })).status, 200);
  equal((await browser.ask('/api/v1/session/passkey', { body: { credential: assertion } })).status, 401, 'a second time');
  return [options.challenge, asked.challenge, String(credential['id']), ...Object.values(browser.cookies())];
}

test('at the finest level nothing of the service’s errands is written: mails, links, webhooks, passkeys, a person’s erasure', {
  timeout: 120_000,
}, async (t) => {
  const [mails, akismet, told] = await Promise.all([errandsTo(t), akismetServer(t), receiver(t)]);
  akismet.answer('invalid key');
  told.answer(500, 'canary-hook-answer');
  const cli = await commandLineIn(t, {
    ...{ SECRET: 'canary-secret-of-enough-characters-here', TRUST_PROXY: 'loopback', LOG_LEVEL: 'trace' },
    ...{ AKISMET_KEY: 'canaryakismetkey', AKISMET_ENDPOINT: akismet.endpoint, FETCH_ALLOW: told.pair },
    ...{ SMTP_URL: mails.url.replace('//', '//canary-user:canary-of-smtp@'), MAIL_FROM: 'Blog <canary.blog@mailbox.example>' },
  });
  await cli.json(['site', 'add', 'blog', '--host', 'blog.example']);
  await cli.json(['site', 'set', 'blog', 'floodSeconds=0', 'holdUnknownAuthors=false', 'akismet=off', 'heldWords=["wait"]']);
  await cli.json(['moderator', 'add', owner, '--site', 'blog', '--role', 'owner', '--password-stdin'], `${password}\n`);
  const service = await startService({ folder: cli.folder, main, env: cli.env });
  t.after(() => service.kill());
  const browser = client(service);
  const secrets = await signInAllWays(browser, authenticator(passkeyOrigin(service)));
  const did = async (path: string, asked: Ask, status: number) => {
    const { status: got, body } = await browser.ask<Record<string, string>>(path, asked);
    equal(got, status, path);
    return body;
  };
  const press = async (link: URL, fields: Readonly<Record<string, string>>) => {
    secrets.push(...[...link.searchParams.values()].flatMap((value) => value.split('.').filter((part) => part.length > 30)));
    equal((await fetch(service.url + link.pathname + link.search)).status, 200);
    return (await client(service).form(link.pathname + (fields['choice'] ? link.search : ''), fields)).status;
  };
  const tokenOf = (link: URL) => link.searchParams.get('token') ?? '';

  const invited = 'canary.invited@mailbox.example';
  for (const email of [invited, 'canary.gone@mailbox.example'])
    await did('/api/v1/people', { body: { email, role: 'moderator', sites: ['blog'] } }, 201);
  const setUp = await linkTo(mails, invited, '/setup');
  equal(await press(setUp, { token: tokenOf(setUp), password: 'canary password of the invited' }), 201);
  await browser.form('/admin/forgot', { email: invited });
  const reset = await linkTo(mails, invited, '/reset');
  equal(await press(reset, { token: tokenOf(reset), password: 'another canary password' }), 200);

  const hook = await did('/api/v1/sites/blog/webhooks', { body: { url: told.url } }, 201);
  const renewed = await did(`/api/v1/sites/blog/webhooks/${(hook as never)['webhook']['id']}/secret`, { method: 'POST' }, 200);
  const made = await did('/api/v1/tokens', { body: { site: 'blog', role: 'moderator', name: 'Canary' } }, 201);
  secrets.push(...[hook['secret'], renewed['secret'], made['token']].map(String));
  const reader = 'canary.reader@mailbox.example';
  await post(service, { text: 'Canary, hello', name: 'Canary', email: reader, subscribe: 'thread' });
  const confirm = await linkTo(mails, reader, '/subscriptions');
  equal(await press(confirm, { choice: 'confirm', of: tokenOf(confirm).split('.')[0] ?? '' }), 200);
  await cli.run(['site', 'set', 'blog', 'akismet=always']);
  await post(service, { text: 'Canary, wait', name: 'Canary', email: reader });
  const decide = await linkTo(mails, owner, '/mail-link');
  equal(await press(decide, { token: tokenOf(decide), once: 'canary' }), 403);
  await within(
    10_000,
    async () => told.got.length,
    (calls) => calls > 0,
  );

  await did('/api/v1/privacy/export', { body: { email: reader } }, 200);
  await did('/api/v1/privacy/erasures', { body: { email: reader } }, 202);
  equal(await service.stop(), 0);

  const log = service
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'));
  ok(
    log.some((line) => line.includes('refused')),
    'what became of a mail is told',
  );
  ok(secrets.length > 10 && secrets.every((secret) => secret.length > 15), 'there is something to find');
  for (const line of log) {
    doesNotMatch(line, /canary|mailbox\.example/i);
    for (const secret of secrets) ok(!line.includes(secret), line);
  }
});
