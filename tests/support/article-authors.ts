import { equal } from 'node:assert/strict';
import { article, ask } from './reader.ts';
import type { Running } from './running.ts';
import { linksIn, type Received } from './smtp.ts';

export const wanda = { name: 'Wanda', email: 'wanda@example.org' };

/** A moderator's word on who wrote an article; null: nobody. */
export async function nameAuthor(
  service: Running,
  author: { readonly name?: string; readonly email: string } | null = wanda,
  url = article,
): Promise<void> {
  const body = { site: 'blog', url, author };
  const token = await service.token();
  equal((await ask(service, '/api/v1/moderation/pages', { method: 'PATCH', body, token })).status, 200);
}

/** The link of a mail to an author that does this, as a path with its query. */
export function authorLinkOf(mail: Received | undefined, act: 'article' | 'site'): string {
  const link = linksIn(mail, '/author-mails').find(({ search }) => search.endsWith(`.${act}`));
  if (!link) throw new Error(`The mail has no link for the ${act}.`);
  return link.pathname + link.search;
}
