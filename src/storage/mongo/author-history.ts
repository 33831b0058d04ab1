import type { Author } from '../../comments/comment.ts';
import { emailKeyOf } from '../compared.ts';
import type { AuthorHistory } from '../store.ts';
import { among, anyOf } from './any-of.ts';
import { steadily } from './away.ts';
import type { Mongo } from './database.ts';

export interface Stranger extends Pick<Author, 'name' | 'email' | 'website'> {
  readonly siteId: string;
}

/** What is known of each author, all in two questions. */
export async function historiesOf(mongo: Mongo, strangers: readonly Stranger[]): Promise<readonly AuthorHistory[]> {
  const asked = strangers.map((stranger) => ({ ...stranger, emailKey: emailKeyOf(stranger.email) ?? '' }));
  const filters = asked.flatMap(({ siteId, emailKey, name, website }) => {
    const known = { siteId, emailKey, 'author.name': name, status: 'approved' };
    return website === null ? [known] : [known, { ...known, 'author.website': website }];
  });
  const emailKeys = among(asked, ({ emailKey }) => emailKey);
  const all = {
    siteId: among(asked, ({ siteId }) => siteId),
    emailKey: emailKeys,
    'author.name': among(asked, ({ name }) => name),
    status: 'approved',
  };
  const fields = ['siteId', 'emailKey', 'author.name', 'author.website'] as const;
  const [rows, people] = await Promise.all([
    anyOf(mongo.comments, { filters, all, fields }),
    steadily(() =>
      mongo.people.find({ emailKey: emailKeys } as object, { projection: { emailKey: 1, role: 1, sites: 1 } }).toArray(),
    ),
  ]);
  return asked.map(({ siteId, emailKey, name, website }) => {
    const own = rows.filter((row) => row.siteId === siteId && row.emailKey === emailKey && row.author.name === name);
    const person = people.find((one) => one.emailKey === emailKey);
    return {
      known: own.length > 0,
      websiteKnown: website !== null && own.some(({ author }) => author.website === website),
      moderator: person !== undefined && (person.role === 'operator' || person.sites.includes(siteId)),
    };
  });
}
