import { type Html, html, raw } from '../html.ts';
import type { CommentView, ThreadView } from '../wire/thread.ts';
import { around, fill } from '../words/fill.ts';
import type { Speech } from './speech.ts';

/** Where a list's links lead. */
export interface Links {
  /** The article's own address. */
  readonly page: string;
  /** Where a reply to this comment is written. */
  readonly replyTo: (id: string) => string;
  readonly more: (root: string, cursor: string) => string;
  readonly at: (cursor: string) => string;
}

interface Listing {
  readonly speech: Speech;
  readonly links: Links;
  readonly isOpen: boolean;
}

/**
 * A thread as a list of lists, as deep as it is shown, which is ten levels at most. Each comment is an `h-entry` of microformats2
 * that answers the article or the comment above it.
 */
export function threadList(thread: ThreadView, speech: Speech, links: Links): Html {
  if (thread.comments.length === 0) return html`<p class="note" lang="${speech.lang}">${speech.words.none}</p>`;
  const listing = { speech, links, isOpen: thread.page.open };
  return html`<ol class="thread h-feed" lang="${speech.lang}" dir="${speech.words.dir}">${thread.comments.map((comment) => item(comment, comment.id, listing))}</ol>`;
}

function item(comment: CommentView, root: string, listing: Listing): Html {
  const { replies, moreReplies: more } = comment;
  const { speech, links } = listing;
  return html`<li><article class="comment h-entry" id="comment-${comment.id}">${content(comment, listing)}</article>
${replies.length > 0 ? html`<ol>${replies.map((reply) => item(reply, root, listing))}</ol>` : ''}
${more ? html`<p><a class="more" href="${links.more(root, more.cursor)}">${speech.count(speech.words.moreReplies, more.count)}</a></p>` : ''}</li>
`;
}

function content(comment: CommentView, listing: Listing): Html {
  if (comment.status === 'removed' || !comment.author) return html`<p class="removed">${listing.speech.words.removed}</p>`;
  return comment.type === 'comment' ? written(comment, comment.author, listing) : linkback(comment, comment.author, listing);
}

type Author = NonNullable<CommentView['author']>;

function written(comment: CommentView, author: Author, { speech, links, isOpen }: Listing): Html {
  const { words } = speech;
  const mayAnswer = isOpen && comment.status === 'approved';
  return html`${comment.status === 'pending' ? html`<p class="waiting">${words.awaiting}</p>` : ''}
<header class="by">${byline(author)}${author.moderator ? html` <span class="role">${words.moderator}</span>` : ''}
${permalink(comment, speech)}${comment.edited === null ? '' : html` <span class="note">${words.edited}</span>`}${addresses(comment, links)}</header>
<div class="text e-content" dir="auto">${raw(comment.html ?? '')}</div>
${mayAnswer ? html`<a class="answer" href="${links.replyTo(comment.id)}" rel="nofollow" aria-label="${fill(words.replyTo, 'name', author.name)}">${words.reply}</a>` : ''}`;
}

function byline({ name, url, avatar }: Author): Html {
  const picture = avatar === null ? '' : html`<img class="u-photo" src="${avatar}" alt="" width="32" height="32" loading="lazy">`;
  const named = html`<bdi class="p-name">${name}</bdi>`;
  const linked = url === null ? named : html`<a class="u-url" href="${url}" rel="ugc external nofollow">${named}</a>`;
  return html`<span class="name p-author h-card">${picture} ${linked}</span>`;
}

/** One line, as on a WordPress page. */
function linkback(comment: CommentView, author: Author, { speech, links }: Listing): Html {
  const texts = speech.words;
  const kind = {
    comment: texts.comment,
    pingback: texts.pingback,
    webmention: texts.webmention,
    trackback: texts.trackback,
  }[comment.type];
  const [before = '', after = ''] = around(kind, 'link');
  const link = html`<a class="p-name" href="${comment.source ?? author.url ?? ''}" rel="ugc external nofollow"><bdi>${author.name}</bdi></a>`;
  return html`<p>${before}${link}${after} ${permalink(comment, speech)}${addresses(comment, links)}</p>`;
}

function permalink({ id, date }: CommentView, speech: Speech): Html {
  return html`<a href="#comment-${id}"><time class="dt-published" datetime="${date}">${speech.date(date)}</time></a>`;
}

/** Its own address and that of what it answers, on the article's page wherever the list stands. */
function addresses({ id, parent }: CommentView, { page }: Links): Html {
  const answered = parent === null ? page : `${page}#comment-${parent}`;
  return html`<data class="u-url u-uid" value="${page}#comment-${id}"></data><data class="u-in-reply-to" value="${answered}"></data>`;
}

/** Older and newer comments, where there are any. */
export function pager(
  { prev, next }: ThreadView,
  order: 'oldest' | 'newest',
  shown: Pick<Listing, 'speech' | 'links'>,
): Html | null {
  const { words } = shown.speech;
  if (prev === null && next === null) return null;
  const [before, after] = order === 'oldest' ? [words.older, words.newer] : [words.newer, words.older];
  const link = (cursor: string | null, text: string) =>
    cursor === null ? html`<span></span>` : html`<a href="${shown.links.at(cursor)}">${text}</a>`;
  return html`<nav class="pages" aria-label="${words.commentPages}">${link(prev, before)} ${link(next, after)}</nav>`;
}
