import { makeFormToken } from '../comments/form-token.ts';
import { type Html, html } from '../html.ts';
import type { Keys } from '../keys.ts';
import type { FieldError } from '../refusal.ts';
import type { Site } from '../sites/site.ts';
import type { CommentView, ThreadView } from '../wire/thread.ts';
import { replyForm } from './reply-form.ts';
import { threadHeading, threadList } from './thread-list.ts';

export interface ThreadPageNeeds {
  readonly keys: Keys;
  readonly publicUrl: string;
  readonly now: () => number;
}

/** A thread with its form, as it stands under an article or alone. */
export interface ThreadPart {
  readonly site: Site;
  readonly url: string;
  readonly thread: ThreadView;
  /** The address of this very page, for its own links. */
  readonly here: string;
  readonly replyTo: string | null;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

export function threadPart(needs: ThreadPageNeeds, part: ThreadPart): Html {
  const { thread, here } = part;
  const links = {
    replyTo: (id: string) => `${withQuery(here, { replyto: id })}#respond`,
    more: (root: string, cursor: string) => withQuery(here, { root, cursor }),
  };
  return html`<section aria-labelledby="thread-title">
<h2 id="thread-title">${threadHeading(thread.count)}</h2>
${threadList(thread, links)}
${pager(thread, here)}
</section>
${thread.page.open ? formPart(needs, part) : html`<p class="note">Comments are closed.</p>`}`;
}

function pager({ prev, next }: ThreadView, here: string): Html | null {
  if (prev === null && next === null) return null;
  const link = (cursor: string | null, text: string) =>
    cursor === null ? html`<span></span>` : html`<a href="${withQuery(here, { cursor })}">${text}</a>`;
  return html`<nav class="pages" aria-label="Comment pages">${link(prev, '← Earlier in the thread')}${link(next, 'Further in the thread →')}</nav>`;
}

/** The form alone. */
export function formPart(needs: ThreadPageNeeds, { site, url, thread, here, replyTo, typed, errors }: ThreadPart): Html {
  const parent = replyTo === null ? null : { id: replyTo, name: nameOf(thread.comments, replyTo), cancel: here };
  return replyForm({
    action: `${needs.publicUrl}/comments`,
    site: site.slug,
    url,
    title: thread.page.title,
    // A form shown again keeps its time: a fresh one would make correcting a mistake look too fast.
    formToken: typed['formToken'] || makeFormToken(needs.keys, site.id, needs.now()),
    isRequired: site.settings.requireNameAndEmail,
    parent,
    typed,
    errors,
  });
}

function nameOf(comments: readonly CommentView[], id: string): string | null {
  for (const comment of comments) {
    const name = comment.id === id ? (comment.author?.name ?? null) : nameOf(comment.replies, id);
    if (name !== null) return name;
  }
  return null;
}

function withQuery(address: string, query: Readonly<Record<string, string>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}
