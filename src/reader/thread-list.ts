import { type Html, html, raw } from '../html.ts';
import type { CommentView, ThreadView } from '../wire/thread.ts';

export interface Links {
  /** Where a reply to this comment is written. */
  readonly replyTo: (id: string) => string;
  readonly more: (root: string, cursor: string) => string;
}

/** WordPress' heading: nothing while there is nothing to count. */
export function threadHeading(count: number): string {
  if (count === 0) return 'Comments';
  return count === 1 ? '1 Comment' : `${count} Comments`;
}

/** A thread as a list of lists, one level at a time from the outside in: as deep as it is shown, which is ten levels at most. */
export function threadList(thread: ThreadView, links: Links): Html {
  if (thread.comments.length === 0) return html`<p class="note">No comments yet.</p>`;
  return html`<ol class="thread">${thread.comments.map((comment) => item(comment, { links, open: thread.page.open, root: comment.id }))}</ol>`;
}

interface Around {
  readonly links: Links;
  readonly open: boolean;
  readonly root: string;
}

function item(comment: CommentView, around: Around): Html {
  const more = comment.moreReplies;
  return html`<li><article class="comment" id="comment-${comment.id}">${content(comment, around)}</article>
${comment.replies.length > 0 ? html`<ol>${comment.replies.map((reply) => item(reply, around))}</ol>` : ''}
${more ? html`<p><a href="${around.links.more(around.root, more.cursor)}">${more.count === 1 ? '1 more reply' : `${more.count} more replies`}</a></p>` : ''}</li>
`;
}

function content(comment: CommentView, around: Around): Html {
  if (comment.status === 'removed' || !comment.author) return html`<p class="removed">This comment was removed.</p>`;
  return comment.type === 'comment' ? words(comment, comment.author, around) : linkback(comment, comment.author);
}

type Author = NonNullable<CommentView['author']>;

function words(comment: CommentView, author: Author, { links, open }: Around): Html {
  const name =
    author.url === null ? html`${author.name}` : html`<a href="${author.url}" rel="ugc external nofollow">${author.name}</a>`;
  return html`<header class="by">${author.avatar === null ? '' : html`<img src="${author.avatar}" alt="" width="32" height="32" loading="lazy">`}
<span class="name"><bdi>${name}</bdi></span>${author.moderator ? html` <span class="role">Moderator</span>` : ''}
${permalink(comment)}${comment.edited === null ? '' : html` <span class="note">edited</span>`}</header>
<div class="text" dir="auto">${raw(comment.html ?? '')}</div>
${open && comment.status === 'approved' ? html`<a class="answer" href="${links.replyTo(comment.id)}" rel="nofollow">Reply<span class="aside"> to ${author.name}</span></a>` : ''}`;
}

/** One line, as on a WordPress page. */
function linkback(comment: CommentView, author: Author): Html {
  const kind = { comment: 'Comment', pingback: 'Pingback', webmention: 'Webmention', trackback: 'Trackback' }[comment.type];
  return html`<p>${kind}: <a href="${comment.source ?? author.url ?? ''}" rel="ugc external nofollow"><bdi>${author.name}</bdi></a> ${permalink(comment)}</p>`;
}

function permalink({ id, date }: CommentView): Html {
  const text = new Date(date).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return html`<a href="#comment-${id}"><time datetime="${date}">${text}</time></a>`;
}
