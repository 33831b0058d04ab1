import type { AuthorSource, Page, PageAuthor, TitleSource } from '../sites/page.ts';
import type { Also } from './also.ts';
import type { SiteAuthor } from './authors.ts';

/** The part of the port that keeps articles, and the keys that lead to them. */
export interface Pages {
  byId(id: string): Promise<Page | null>;
  /** In no order; unknown ones are absent. */
  byIds(ids: readonly string[]): Promise<readonly Page[]>;
  byKey(siteId: string, key: string): Promise<Page | null>;
  /** Up to 100 keys; unknown ones are absent from the answer. */
  byKeys(siteId: string, keys: readonly string[]): Promise<ReadonlyMap<string, Page>>;
  /** The page of this key, made now where there is none. Two at once get the same one. */
  ensure(page: Page, key: string): Promise<Page>;
  /** By id, after the one named. */
  list(siteId: string, after: string | null, limit: number): Promise<readonly Page[]>;
  setOpen(id: string, open: boolean | null, also: Also): Promise<Page | null>;
  /** Names a page better: a title or date of the owner's (not 'hint') wins over a hint and over nothing. */
  describe(
    id: string,
    facts: { readonly title?: string; readonly titleFrom?: TitleSource; readonly date?: number },
    also: Also,
  ): Promise<Page | null>;
  /** Names who wrote a page, or nobody. What a moderator said stands against a feed and an import. */
  nameAuthor(
    id: string,
    said: { readonly author: PageAuthor | null; readonly from: AuthorSource },
    also: Also,
  ): Promise<Page | null>;
  /** Those of a site whose author has this email, merged ones too; in no order. */
  byAuthor(of: SiteAuthor, limit: number): Promise<readonly Page[]>;
  /** Points the old key to the new address as well as the new key. 'taken' when the new key is another page's. */
  move(
    siteId: string,
    move: { readonly oldKey: string; readonly newKey: string; readonly newUrl: string },
    also: Also,
  ): Promise<'moved' | 'taken' | 'unknown'>;
  /** All keys of `from` point to `into` from now on; `rehome` brings the comments over. A page merged before is unknown. */
  merge(from: string, into: string, also: Also): Promise<'merged' | 'unknown'>;
  /** Brings up to `limit` comments of a merged page to where its keys point now, however often that was merged on; answers how many, so that 0 means done. */
  rehome(from: string, limit: number): Promise<number>;
  /** Marks pages whose age starts before `dueAt` as aged, all others as not (null: none is). Answers how many changed, at most `limit`. */
  age(siteId: string, dueAt: number | null, limit: number): Promise<number>;
}
