import type { Keys } from '../keys.ts';
import { addressKey } from '../notifications/address-key.ts';

/** What a link may do: end mails about one article or about all of a site, or have both again. */
export const authorActs = ['article', 'site', 'resume'] as const;
export type AuthorAct = (typeof authorActs)[number];

/** Whom a link is for: an address by its keyed hash, and the article by which it came. */
export interface AuthorLink {
  readonly siteId: string;
  readonly pageId: string;
  readonly address: string;
  readonly act: AuthorAct;
  readonly token: string;
}

type Named = Pick<AuthorLink, 'siteId' | 'pageId' | 'address'>;

/** The path of a link. It never expires: who wants no more mail may say so from the oldest of them (RFC 8058). */
export function authorMailPath(keys: Keys, { siteId, pageId, address }: Named, act: AuthorAct): string {
  const data = [siteId, pageId, address].join('.');
  // The last is a word: mail programs that make text into links leave out a mark at the end.
  return `/author-mails?token=${data}.${keys.sign('author-mail', siteId, `${act}:${data}`)}.${act}`;
}

/** The same for somebody whose address is at hand. */
export function pathForAuthor(
  keys: Keys,
  { email, ...of }: Pick<AuthorLink, 'siteId' | 'pageId'> & { readonly email: string },
  act: AuthorAct,
): string {
  return authorMailPath(keys, { ...of, address: addressKey(keys, email) }, act);
}

/** What a link may do; null for one that we never made. */
export function readAuthorLink(keys: Keys, token: string): AuthorLink | null {
  const [siteId = '', pageId = '', address = '', signature = '', name = '', ...more] = token.split('.');
  const act = authorActs.find((one) => one === name);
  const data = [siteId, pageId, address].join('.');
  if (!act || more.length > 0 || !keys.verify('author-mail', siteId, { data: `${act}:${data}`, signature })) return null;
  return { siteId, pageId, address, act, token };
}
