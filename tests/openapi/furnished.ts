import type { TestContext } from 'node:test';
import { readDashboard } from '../../src/dashboard/parts.ts';
import { readParts } from '../../src/embed/parts.ts';
import { firstOperatorPath } from '../../src/moderators/set-up.ts';
import { failedJob } from '../support/failed-job.ts';
import { mailFields } from '../support/mail-parts.ts';
import { knownOfPrivacy } from '../support/privacy-parts.ts';
import { article, ask, post } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';
import { addPersonFor, goodPassword } from '../support/signed-in.ts';
import { addSiteFor } from '../support/sites.ts';
import { subscriptionFields } from '../support/subscriptions.ts';
import { webhookFields } from '../support/webhooks.ts';

/** A webmention that was received. */
async function pairOn({ url }: Running): Promise<string> {
  const body = new URLSearchParams({ source: 'https://source.example/', target: article });
  return (await fetch(`${url}/webmention/blog`, { method: 'POST', body })).headers.get('location')?.split('/').at(-1) ?? '';
}

/** Tokens that may be revoked. */
async function tokensOf(service: Running): Promise<string[]> {
  const before = (await service.service.store.people.tokens()).map(({ id }) => id);
  for (let at = 0; at < 10; at += 1) await service.token();
  return (await service.service.store.people.tokens()).map(({ id }) => id).filter((id) => !before.includes(id));
}

async function failedJobs(service: Running, about: readonly string[]): Promise<string[]> {
  const made: string[] = [];
  // Each claims all that is due.
  for (const id of about) made.push(await failedJob(service, { kind: 'relearn', about: id }));
  return made;
}

async function reportedOf(service: Running, ids: readonly string[]): Promise<readonly string[]> {
  for (const id of ids) await ask(service, `/api/v1/comments/${id}/report`, { body: { reason: 'rude' } });
  return ids;
}

/** A site with a thread, a comment of each status, a decision to undo, and the demo. */
export async function furnished(test: TestContext) {
  const service = await running(test, { settings: { holdUnknownAuthors: false, heldWords: ['wait'], editMinutes: 1_440 } });
  await addSiteFor(service, { slug: 'demo', hosts: ['127.0.0.1'] });
  const comments = [];
  for (const words of ['One', 'Two', 'Three wait']) comments.push((await post(service, { text: words })).body);
  const ids = comments.map(({ comment }) => comment.id);
  const token = await service.token('owner');
  const { body } = await ask<{ undo: string }>(service, '/api/v1/moderation/decisions', { body: { ids, to: 'approved' }, token });
  const onThePage = { site: ['blog'], url: [article], parent: ids.slice(0, 2) };
  const people = await Promise.all(
    Array.from({ length: 30 }, (_, at) => addPersonFor(service, { email: `person${at}@example.org` })),
  );
  const account = { email: ['person0@example.org'], password: [goodPassword], code: ['123456'] };
  const known = {
    everywhere: {
      name: ['Anna', 'Ben', 'Cleo'],
      email: ['anna@example.org', 'ben@example.org'],
      site: ['blog', 'blog', 'demo'],
      url: [article, 'https://blog.example/other'],
      hash: ['0123456789abcdef'],
      build: [readParts()?.build],
      part: ['widget', 'words-en'],
      dashboard: [readDashboard()?.build],
      file: ['dashboard.js'],
      ...Object.fromEntries(['id', 'parent', 'root', 'around', 'replyto'].map((name) => [name, ids])),
    },
    at: {
      '/api/v1/comments': onThePage,
      '/comments': onThePage,
      '/api/v1/moderation/undo': { id: [body.undo] },
      '/api/v1/sites/{site}/settings': { site: ['blog'], name: ['Blog'], hosts: [['blog.example']] },
      '/api/v1/moderation/decisions': { ids: [ids.slice(0, 2)] },
      '/api/v1/sites/{site}/linkbacks': { site: ['blog'], feed: [article], sitemap: [article] },
      '/webmention/{site}': { site: ['blog'], source: ['https://source.example/post'], target: [article] },
      '/webmention/{site}/{id}': { site: ['blog'], id: [await pairOn(service)] },
      '/api/v1/session': account,
      '/admin/sign-in': account,
      '/api/v1/sites/{site}/settings/try': { site: ['blog'] },
      '/api/v1/tokens': { site: ['blog'] },
      '/api/v1/moderation/filter': { site: ['blog'] },
      '/api/v1/tokens/{id}': { id: await tokensOf(service) },
      '/api/v1/moderation/jobs/{id}/retry': {
        id: await failedJobs(service, ids),
      },
      '/api/v1/moderation/comments/{id}/reports': { id: await reportedOf(service, ids) },
      '/api/v1/people': { sites: [['blog']], role: ['moderator'] },
      '/api/v1/people/{id}': { id: people.slice(1).map(({ id }) => id), sites: [['blog']], role: ['moderator', 'owner'] },
      ...(await knownOfPrivacy(service, ids)),
      ...(await mailFields(service, {
        pressed: await post(service, { text: 'Told by mail' }),
        shown: await post(service, { text: 'Told by another mail' }),
      })),
      ...(await webhookFields(service)),
      ...(await subscriptionFields(service)),
      '/setup': {
        token: [new URLSearchParams(firstOperatorPath(service.service.keys).split('?')[1]).get('token')],
        email: ['operator@example.org'],
        password: ['a long and rather good password'],
      },
    },
  };
  return { service, token, known, comments };
}
