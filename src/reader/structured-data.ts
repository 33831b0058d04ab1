import { plainText } from '../comments/body.ts';
import { type Html, html, raw } from '../html.ts';
import type { CommentView, ThreadView } from '../wire/thread.ts';

/** The shown part of a thread in schema.org's words: an article with its comments, and theirs. */
export function structuredData(thread: ThreadView, url: string): Html {
  const article = {
    '@context': 'https://schema.org',
    '@type': 'Article',
    '@id': url,
    url,
    ...(thread.page.title !== null && { headline: thread.page.title }),
    commentCount: thread.count,
    comment: thread.comments.flatMap((comment) => nodesOf(comment, url)),
  };
  // A data block, which no policy takes for a script. Nothing in it may end the element that it stands in.
  return html`<script type="application/ld+json">${raw(JSON.stringify(article).replaceAll('<', '\\u003c'))}</script>`;
}

/** Of what was removed nothing is said, and of what waits nothing yet; what answers them hangs one higher. */
function nodesOf(comment: CommentView, url: string): object[] {
  const below = comment.replies.flatMap((reply) => nodesOf(reply, url));
  if (comment.status !== 'approved' || !comment.author) return below;
  const { name, url: website } = comment.author;
  const address = `${url}#comment-${comment.id}`;
  return [
    {
      '@type': 'Comment',
      '@id': address,
      url: address,
      text: plainText(comment.html ?? ''),
      dateCreated: comment.date,
      ...(comment.edited !== null && { dateModified: comment.edited }),
      author: { '@type': 'Person', name, ...(website !== null && { url: website }) },
      ...(comment.source !== null && { isBasedOn: comment.source }),
      ...(below.length > 0 && { comment: below }),
    },
  ];
}
