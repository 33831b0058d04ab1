import type { StoredComment } from '../comments/comment.ts';
import type { Page } from '../sites/page.ts';
import { fill } from '../words/fill.ts';
import { addressKeys } from './address-key.ts';
import { isBy, letterToAuthor, saidParts, type Writer, writerOf } from './author-letter.ts';
import type { Compose, ComposeNeeds } from './compose.ts';
import { commentsIn } from './join-digest.ts';
import type { LetterPart } from './letter.ts';
import type { Mail } from './mail.ts';
import { nameOf } from './reader-letter.ts';

const mostShown = 25;

interface Said {
  readonly comment: StoredComment;
  readonly page: Page;
}

/** To an author, at the end of an hour: what became visible on their articles, but for what was told at once. */
export const authorDigest: Compose = async (needs, mail) => {
  const visible = (await commentsIn(needs, mail)).filter(({ status }) => status === 'approved');
  const writers = await writersOf(needs, mail, visible);
  const [to] = writers.values();
  const all = visible.flatMap((comment): readonly Said[] => {
    const writer = writers.get(comment.pageId);
    return writer && !isBy(writer.author, comment.author) ? [{ comment, page: writer.page }] : [];
  });
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

/** By the pages that these comments stand on: whom the mail is for, where they are still named and want to hear of it. */
async function writersOf(
  needs: ComposeNeeds,
  mail: Mail,
  comments: readonly StoredComment[],
): Promise<ReadonlyMap<string, Writer>> {
  const writers = new Map<string, Writer>();
  for (const pageId of new Set(comments.map((comment) => comment.pageId))) {
    const writer = await writerOf(needs, mail, pageId);
    if (writer && addressKeys(needs.keys, writer.author.email).includes(mail.recipientId)) writers.set(pageId, writer);
  }
  return writers;
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
