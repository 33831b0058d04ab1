import { firstVisibleAt } from '../article-authors/first-visible.ts';
import { isMuted } from '../article-authors/muting.ts';
import { hourMs, noticeKey } from '../article-authors/tell-author.ts';
import type { StoredComment } from '../comments/comment.ts';
import type { Page } from '../sites/page.ts';
import { fill } from '../words/fill.ts';
import { addressKeys } from './address-key.ts';
import { isBy, letterToAuthor, saidParts, type Writer, writerOf } from './author-letter.ts';
import type { Compose, ComposeNeeds } from './compose.ts';
import type { LetterPart } from './letter.ts';
import type { Mail } from './mail.ts';
import { nameOf } from './reader-letter.ts';

const mostShown = 25;
const mostLookedAt = 500;

interface Said {
  readonly comment: StoredComment;
  readonly page: Page;
}

/** To an author, at the end of an hour: what became visible on their articles in it, but for what was told at once. */
export const authorDigest: Compose = async (needs, mail) => {
  const to = await writerOf(needs, mail, mail.recipientId);
  const all = to ? await saidIn(needs, mail, to) : [];
  if (!to || all.length === 0) return null;
  const pages = new Map(all.map(({ page }) => [page.id, page]));
  const { speech, site } = to;
  const named = fill(speech.mail.digestNew, 'site', site.name);
  const subject = fill(named, 'count', speech.count(speech.words.count, all.length));
  return letterToAuthor(needs, to, {
    subject,
    about: pages.size === 1 ? (all[0]?.page ?? null) : null,
    thread: [`site.${site.id}`.toLowerCase()],
    parts: [{ kind: 'heading', text: subject }, ...shown(to, all)],
  });
};

/** Oldest first. */
async function saidIn(needs: ComposeNeeds, mail: Mail, { site, author }: Writer): Promise<readonly Said[]> {
  const hour = Math.floor(mail.createdAt / hourMs) * hourMs;
  const newest = await needs.store.comments.recent(site.id, mostLookedAt);
  const pages = await ownPages(needs, newest, author.email);
  const told = await toldAtOnce(needs, { siteId: site.id, email: author.email, hour });
  const others = newest.filter((comment) => !isBy(author, comment.author) && !told.has(comment.id));
  const history = await needs.store.queue.history(others.map(({ id }) => id));
  return others.toReversed().flatMap((comment) => {
    const page = pages.get(comment.pageId);
    const at = firstVisibleAt(comment, history.get(comment.id) ?? []);
    return page && at >= hour && at < hour + hourMs ? [{ comment, page }] : [];
  });
}

/** Of the pages that these comments stand on, those whose author has this email and wants to hear of them. */
async function ownPages(
  needs: ComposeNeeds,
  comments: readonly StoredComment[],
  email: string,
): Promise<ReadonlyMap<string, Page>> {
  const own = new Map<string, Page>();
  for (const page of await needs.store.pages.byIds([...new Set(comments.map(({ pageId }) => pageId))])) {
    const isTheirs = page.author !== null && isBy(page.author, { email });
    if (isTheirs && !(await isMuted(needs, { siteId: page.siteId, pageId: page.id, email }))) own.set(page.id, page);
  }
  return own;
}

async function toldAtOnce(
  { store, keys }: ComposeNeeds,
  { siteId, email, hour }: { readonly siteId: string; readonly email: string; readonly hour: number },
): Promise<ReadonlySet<string>> {
  const mails = await Promise.all(addressKeys(keys, email).map((address) => store.mails.byKey(siteId, noticeKey(address, hour))));
  return new Set(mails.flatMap((mail) => (mail ? [mail.subjectId] : [])));
}

function shown(to: Writer, all: readonly Said[]): readonly LetterPart[] {
  const parts = all
    .slice(0, mostShown)
    .flatMap(({ comment, page }): LetterPart[] => [
      { kind: 'heading', text: comment.author.name },
      { kind: 'facts', facts: [{ name: to.speech.mail.page, value: nameOf(page), url: page.url }] },
      ...saidParts(to, comment, page),
    ]);
  return all.length > mostShown ? [...parts, { kind: 'paragraph', text: `+ ${all.length - mostShown}` }] : parts;
}
