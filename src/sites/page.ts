/** Where a page's title came from; a hint of a commenter never replaces one of the owner's. */
export type TitleSource = 'hint' | 'feed' | 'import' | 'moderator';

/** Who may say who wrote a page. Never a visitor: what they name would get mail. */
export type AuthorSource = Exclude<TitleSource, 'hint'>;

/** Who wrote a page, and hears of its comments by mail. Neither is ever published. */
export interface PageAuthor {
  readonly name: string | null;
  readonly email: string;
}

/** An article with its thread. Comments refer to its id; normalised keys (see `page-key.ts`) point to it. */
export interface Page {
  readonly id: string;
  readonly siteId: string;
  readonly url: string;
  readonly title: string | null;
  readonly titleFrom: TitleSource | null;
  /** The page's own date (feed, sitemap, import, moderator), milliseconds. */
  readonly date: number | null;
  readonly author: PageAuthor | null;
  /** Whose word that is, also that it is nobody; null while nobody said. */
  readonly authorFrom: AuthorSource | null;
  /** When its first comment or linkback was stored, milliseconds. */
  readonly firstAt: number | null;
  /** A moderator's word on new comments; null: as the settings say. */
  readonly open: boolean | null;
  /** Closed by age, as the job found. Stored, so that a thread's bytes never depend on the clock. */
  readonly aged: boolean;
  /** Approved, of every type. */
  readonly count: number;
  /** Grows with everything the thread shows. */
  readonly version: number;
}

/** Whether a thread takes new comments. */
export function isOpen(page: Pick<Page, 'open' | 'aged'> | null, settings: { readonly open: boolean }): boolean {
  return page?.open ?? (settings.open && !page?.aged);
}

/** The date `closeAfterDays` counts from; null while nothing is known. */
export function ageStartsAt(page: Pick<Page, 'date' | 'firstAt'>): number | null {
  return page.date ?? page.firstAt;
}

export function newPage({ id, siteId, url }: Pick<Page, 'id' | 'siteId' | 'url'>): Page {
  return {
    id,
    siteId,
    url,
    title: null,
    titleFrom: null,
    date: null,
    author: null,
    authorFrom: null,
    firstAt: null,
    open: null,
    aged: false,
    count: 0,
    version: 1,
  };
}
