import type { TestContext } from 'node:test';
import { pathForAuthor } from '../../src/article-authors/links.ts';
import { newPress } from '../../src/notifications/press.ts';
import { type LinkAct, subscriptionPath } from '../../src/subscriptions/links.ts';
import type { Subscription } from '../../src/subscriptions/subscription.ts';
import { withdrawPath } from '../../src/subscriptions/withdraw.ts';
import type { SubmitAnswer } from '../../src/wire/comments.ts';
import { doWhatIsDue } from './due.ts';
import { type Answer, post, type Words } from './reader.ts';
import { type Running, running } from './running.ts';
import type { Parts } from './signing-in.ts';
import { linksIn, type MailServer, mailServer, type Received } from './smtp.ts';

export interface MailScene {
  readonly service: Running;
  readonly server: MailServer;
  /** Posts, and lets everything be done that follows from it. */
  say(words: Words): Promise<Answer<SubmitAnswer>>;
  /** Mails to this address, in the order in which they came. */
  to(address: string): readonly Received[];
}

/** A service with a mail server, where nobody's comment waits but who says so. */
export async function mailScene(
  test: TestContext,
  settings: Parameters<Running['set']>[0] = {},
  { env = {}, ...behaviour }: { readonly env?: Readonly<Record<string, string>> } & Parameters<typeof mailServer>[1] = {},
): Promise<MailScene> {
  const server = await mailServer(test, behaviour);
  const service = await running(test, {
    env: { SMTP_URL: server.url, MAIL_FROM: 'The Blog <blog@mail.example>', ...env },
    settings: { holdUnknownAuthors: false, heldWords: ['wait'], blockedWords: ['pills'], ...settings },
  });
  const say = async (words: Words) => {
    const answer = await post(service, words);
    await settle(service);
    return answer;
  };
  return { service, server, say, to: (address) => server.received.filter((mail) => mail.to.includes(address)) };
}

/** What one round writes, the next one sends. */
export async function settle(service: Running): Promise<void> {
  for (let rounds = 0; rounds < 3; rounds += 1) await doWhatIsDue(service);
}

/** The link of a mail that does this, as a path with its query. */
export function linkOf(mail: Received | undefined, act: LinkAct | 'withdraw'): string {
  const path = act === 'withdraw' ? '/withdraw' : '/subscriptions';
  const link = linksIn(mail ?? { parsed: {} as Received['parsed'] }, path).find(({ search }) => search.endsWith(`.${act}`));
  if (!link) throw new Error(`The mail has no link that would ${act}.`);
  return link.pathname + link.search;
}

export interface Shown {
  readonly status: number;
  readonly text: string;
}

export async function open({ url }: Pick<Running, 'url'>, path: string): Promise<Shown> {
  const answer = await fetch(url + path);
  return { status: answer.status, text: await answer.text() };
}

/** Posts a page's form, as a browser would. */
export async function press(
  { url }: Pick<Running, 'url'>,
  path: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Shown> {
  const answer = await fetch(url + path, { method: 'POST', headers: { Origin: url }, body: new URLSearchParams(fields) });
  return { status: answer.status, text: await answer.text() };
}

/** Subscribes with a comment, and agrees. */
export async function agreed(scene: MailScene, words: Words): Promise<Subscription> {
  const { service } = scene;
  const { comment } = (await scene.say({ subscribe: 'replies', ...words })).body;
  const kept = await service.service.store.subscriptions.byComment(comment.id);
  const mail = scene.to(String(words.email ?? 'anna@example.org')).at(-1);
  if (kept?.state !== 'active') await press(service, linkOf(mail, 'confirm'), { choice: 'confirm', of: kept?.id ?? '' });
  const after = await service.service.store.subscriptions.byComment(comment.id);
  if (after?.state !== 'active') throw new Error('It is not agreed to.');
  return after;
}

/** What sound requests behind the links of mails consist of. */
export async function subscriptionParts(running: Running, name = 'Reader'): Promise<Readonly<Record<string, Parts>>> {
  const { keys, store, now, newId, randomBytes } = running.service;
  const email = `${name.toLowerCase()}@example.org`;
  const { id } = (await post(running, { text: 'To be taken back', name, email })).body.comment;
  const comment = await store.comments.byId(id);
  if (!comment) throw new Error('The comment is not there.');
  const times = { createdAt: now(), changedAt: now(), version: 1 };
  const about = { siteId: comment.siteId, pageId: comment.pageId, commentId: comment.id, email };
  const kept = await store.subscriptions.add({ id: newId(), ...about, scope: 'replies', state: 'active', ...times });
  const tokenOf = (path: string) => path.split('token=')[1] ?? '';
  const manage = tokenOf(subscriptionPath(keys, kept, 'manage'));
  const token = tokenOf(withdrawPath(keys, comment));
  const author = tokenOf(pathForAuthor(keys, { ...about, email: 'wanda@example.org' }, 'article'));
  const once = newPress({ keys, now, randomBytes }, comment.siteId, token);
  return {
    'GET /subscriptions': { query: { token: manage } },
    'POST /subscriptions': { query: { token: manage }, body: { choice: 'thread', of: kept.id } },
    'GET /withdraw': { query: { token } },
    'POST /withdraw': { body: { token, once } },
    'GET /author-mails': { query: { token: author } },
    'POST /author-mails': { query: { token: author } },
  };
}

/** Links that made-up requests may follow, by path or operation. */
export async function subscriptionFields(
  running: Running,
): Promise<Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>> {
  const parts = await subscriptionParts(running);
  const shown = await subscriptionParts(running, 'Looker');
  const form = parts['POST /subscriptions'];
  const withdrawal = parts['POST /withdraw']?.body;
  return {
    '/subscriptions': { token: [form?.query?.['token']], of: [form?.body?.['of']] },
    '/author-mails': { token: [parts['GET /author-mails']?.query?.['token']] },
    'GET /withdraw': { token: [shown['GET /withdraw']?.query?.['token']] },
    'POST /withdraw': { token: [withdrawal?.['token']], once: [withdrawal?.['once']] },
  };
}
