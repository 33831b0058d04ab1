import { ask } from './reader.ts';
import type { Running } from './running.ts';
import type { Parts } from './signing-in.ts';

export const blocksPath = '/api/v1/sites/blog/blocks';

/** Blocks an email that nobody uses, and answers the block's id. */
export async function blockIn(service: Running, email: string): Promise<string> {
  const body = { kind: 'email', value: email, days: 1 };
  const answer = await ask<{ block: { id: string } }>(service, blocksPath, { body, token: await service.token('owner') });
  return answer.body.block.id;
}

/** Erases somebody who never wrote, and answers the erasure's id. */
export async function erasureIn(service: Running): Promise<string> {
  const body = { email: 'nobody@example.org', site: 'blog' };
  return (await ask<{ id: string }>(service, '/api/v1/privacy/erasures', { body, token: await service.token('owner') })).body.id;
}

/** What sound requests about blocks and persons consist of: about nobody whom the others need. */
export async function privacyParts(service: Running): Promise<Readonly<Record<string, Parts>>> {
  return {
    'GET /privacy': { query: { site: 'blog', lang: 'de' } },
    'GET /api/v1/sites/{site}/blocks': { query: { limit: '5' } },
    'POST /api/v1/sites/{site}/blocks': {
      body: { kind: 'author', value: 'troll@example.org', name: 'Troll', days: 1, note: 'No' },
    },
    'DELETE /api/v1/sites/{site}/blocks/{id}': { id: await blockIn(service, 'lifted@example.org') },
    'POST /api/v1/privacy/export': { body: { email: 'gone@example.org', site: 'blog' } },
    'POST /api/v1/privacy/erasures': { body: { email: 'gone@example.org', site: 'blog' } },
    'GET /api/v1/privacy/erasures/{id}': { id: await erasureIn(service) },
  };
}

/** What there is to name in requests about blocks and persons, by path. */
export async function knownOfPrivacy(service: Running, comments: readonly string[]): Promise<Readonly<Record<string, object>>> {
  const site = ['blog'];
  const emails = Array.from({ length: 20 }, (_, at) => `blocked${at}@example.org`);
  return {
    '/privacy': { site },
    '/api/v1/sites/{site}/blocks': { site, value: ['troll@example.org'], comment: comments },
    '/api/v1/sites/{site}/blocks/{id}': { site, id: await Promise.all(emails.map((email) => blockIn(service, email))) },
    '/api/v1/privacy/export': { site },
    '/api/v1/privacy/erasures': { site, email: ['gone@example.org'] },
    '/api/v1/privacy/erasures/{id}': { id: [await erasureIn(service)] },
  };
}
