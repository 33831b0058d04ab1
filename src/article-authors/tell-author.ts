import type { StoredComment } from '../comments/comment.ts';
import type { Job } from '../jobs/job.ts';
import type { Keys } from '../keys.ts';
import type { LogEntry, LogItem } from '../moderation/log.ts';
import { addressKey } from '../notifications/address-key.ts';
import { joinDigest } from '../notifications/join-digest.ts';
import { type WriteMailNeeds, writeMail } from '../notifications/write-mail.ts';
import type { Page, PageAuthor } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import type { FeedAuthors } from './feed-authors.ts';
import { firstVisibleAt } from './first-visible.ts';
import { isMuted } from './muting.ts';

export interface TellAuthorNeeds extends WriteMailNeeds {
  readonly store: WriteMailNeeds['store'] & Pick<Store, 'comments' | 'pages' | 'queue' | 'people' | 'mutes'>;
  readonly sites: Pick<SiteBook, 'byId'>;
  readonly feedAuthors: FeedAuthors;
  readonly keys: Keys;
}

interface Told {
  readonly comment: StoredComment;
  readonly site: Site;
  readonly page: Page;
  readonly author: PageAuthor;
  readonly history: readonly (LogEntry & LogItem)[];
}

type Again = { readonly againAt: number } | null;

/** Tells the author of an article of a comment or linkback that became visible, whoever names them; see `order-telling.ts`. */
export async function tellAuthor(needs: TellAuthorNeeds, { subjectId }: Pick<Job, 'subjectId'>): Promise<Again> {
  const comment = await needs.store.comments.byId(subjectId);
  if (comment?.status !== 'approved') return null;
  const [site, page] = await Promise.all([needs.sites.byId(comment.siteId), needs.store.pages.byId(comment.pageId)]);
  if (!site?.settings.notifyAuthors || !page) return null;
  const named = await authorOf(needs, site, page);
  if (named !== null && 'againAt' in named) return named;
  if (named === null) return null;
  const history = (await needs.store.queue.history([comment.id])).get(comment.id) ?? [];
  const told = { comment, site, page, author: named, history };
  if (await isNews(needs, told)) await write(needs, told);
  return null;
}

/** As the site's feed says now, unless a moderator said otherwise. */
async function authorOf(needs: TellAuthorNeeds, site: Site, page: Page): Promise<PageAuthor | Again> {
  if (page.authorFrom === 'moderator') return page.author;
  const word = await needs.feedAuthors.of(site, page);
  if (word.outcome === 'busy') return { againAt: Math.max(word.freeAt, needs.now() + busyMs) };
  if (word.outcome === 'silent' || (word.author === null && page.authorFrom !== 'feed')) return page.author;
  if (isSame(word.author, page.author)) return page.author;
  const said = { author: word.author, from: 'feed' } as const;
  return (await needs.store.pages.nameAuthor(page.id, said, { jobs: [], log: null }))?.author ?? null;
}

const busyMs = 2_000;

function isSame(one: PageAuthor | null, other: PageAuthor | null): boolean {
  return one?.email === other?.email && one?.name === other?.name;
}

/** Not their own comment, none that they let out themselves, none that they hear of as a reader, and none that was seen before. */
async function isNews(needs: TellAuthorNeeds, { comment, site, author, history }: Told): Promise<boolean> {
  const isTheirs = (email: string | null | undefined) => email?.toLowerCase() === author.email.toLowerCase();
  if (isTheirs(comment.author.email)) return false;
  const of = { siteId: site.id, pageId: comment.pageId, email: author.email };
  if (await isMuted(needs, of)) return false;
  const asReader = await needs.store.mails.byKey(site.id, `reply:${comment.id}:${addressKey(needs.keys, author.email)}`);
  if (asReader || history.some(({ from }) => from === 'approved')) return false;
  return !isTheirs(await letOutBy(needs, history));
}

async function letOutBy({ store }: TellAuthorNeeds, history: Told['history']): Promise<string | null | undefined> {
  const { actor } = history.findLast(({ to }) => to === 'approved') ?? {};
  return actor?.kind === 'person' && actor.id !== null ? (await store.people.byId(actor.id))?.email : null;
}

const hourMs = 60 * 60_000;

/**
 * The first comment of an hour on any article of theirs is told at once, whatever else comes in that hour by one mail. The hour is that in
 * which it became visible: however late this is done, and how often, it comes to the same.
 */
async function write(needs: TellAuthorNeeds, { comment, site, author, history }: Told): Promise<void> {
  const address = addressKey(needs.keys, author.email);
  const since = firstVisibleAt(comment, history);
  const about = { siteId: site.id, recipientId: address };
  const key = `author:${address}:${Math.floor(since / hourMs) * hourMs}`;
  const first = await writeMail(needs, { ...about, kind: 'author-notice', key, subjectId: comment.id });
  if (first.subjectId === comment.id) return;
  const digest = { ...about, kind: 'author-digest', key: `author-digest:${address}`, subjectId: site.id } as const;
  await joinDigest(needs, { ...digest, everyMs: hourMs }, { commentId: comment.id, since });
}
