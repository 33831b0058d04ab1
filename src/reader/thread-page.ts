import { formTokenAge, makeFormToken, readFormToken } from '../comments/form-token.ts';
import { type Html, html } from '../html.ts';
import type { Keys } from '../keys.ts';
import type { FieldError } from '../refusal.ts';
import { privacyOf } from '../sites/privacy.ts';
import type { Site } from '../sites/site.ts';
import type { ThreadPageQuery } from '../wire/reader.ts';
import type { ThreadView } from '../wire/thread.ts';
import { fill } from '../words/fill.ts';
import { everyOne } from './own-comment.ts';
import type { Page } from './page.ts';
import { replyForm } from './reply-form.ts';
import type { Shown } from './shown.ts';
import { type Speech, speechIn } from './speech.ts';
import { structuredData } from './structured-data.ts';
import { addressAt, type Here, hereOf, linksAt } from './thread-links.ts';
import { pager, threadList } from './thread-list.ts';

export interface ThreadPageNeeds {
  readonly keys: Keys;
  readonly publicUrl: string;
  readonly config: { readonly akismetKey: string | null; readonly smtpUrl: string | null };
  readonly now: () => number;
}

/** A thread with its form, in one language. */
export interface ThreadPart {
  readonly site: Site;
  /** The article's address. */
  readonly url: string;
  readonly thread: ThreadView;
  readonly speech: Speech;
  readonly here: Here;
  readonly replyTo: string | null;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

/** The thread as a whole page. */
export function threadPage(needs: ThreadPageNeeds, { site, url, thread, isGone }: Shown, query: ThreadPageQuery): Page {
  const speech = speechIn(query.lang ?? site.settings.locale);
  const { lang, words } = speech;
  const name = thread.page.title ?? url;
  const title = fill(words.commentsOn, 'title', name);
  const feed = `${needs.publicUrl}/feeds/${site.slug}/page.atom?url=${encodeURIComponent(url)}`;
  const head = html`<link rel="canonical" href="${url}">
<link rel="alternate" type="application/atom+xml" title="${title}" href="${feed}">
${thread.count === 0 ? html`<meta name="robots" content="noindex">` : structuredData(thread, url)}`;
  const replyTo = isGone ? null : (query.replyto ?? null);
  const typed = { title: query.title ?? '' };
  const body = html`<p><a href="${url}">${words.backToPage}</a></p>
<h1><a href="${url}"><bdi>${name}</bdi></a></h1>
${isGone ? html`<p class="problem">${words.commentGone}</p>` : ''}
${threadPart(needs, { site, url, thread, speech, here: hereOf({ ...query, url }), replyTo, typed, errors: [] })}
<p class="note"><a href="${feed}">${words.feed}</a> · <a href="${needs.publicUrl}/privacy?site=${site.slug}&lang=${lang}">${words.privacy}</a></p>`;
  return { title, lang, dir: words.dir, head, body };
}

function threadPart(needs: ThreadPageNeeds, part: ThreadPart): Html {
  const { site, thread, speech, here, url } = part;
  const { words } = speech;
  const order = here.order ?? site.settings.order;
  const links = linksAt(needs.publicUrl, here, url);
  return html`<section aria-labelledby="thread-title" id="comments">
<h2 id="thread-title">${thread.count === 0 ? words.comments : speech.count(words.count, thread.count)}</h2>
${thread.count > 1 ? orders(needs, part, order) : ''}
${threadList(thread, speech, links)}
${pager(thread, order, { speech, links })}
</section>
${thread.page.open ? formPart(needs, part) : html`<p class="note">${words.closed}</p>`}`;
}

type Order = Site['settings']['order'];

function orders(needs: ThreadPageNeeds, { speech: { words }, here }: ThreadPart, order: Order): Html {
  const choice = (value: Order, text: string) =>
    value === order
      ? html`<span aria-current="true">${text}</span>`
      : html`<a href="${addressAt(needs.publicUrl, { ...here, order: value })}">${text}</a>`;
  return html`<p class="orders">${choice('oldest', words.oldestFirst)} ${choice('newest', words.newestFirst)}</p>`;
}

/** The form alone. */
export function formPart(needs: ThreadPageNeeds, { site, url, thread, speech, here, ...form }: ThreadPart): Html {
  const { replyTo, typed, errors } = form;
  const cancel = `${addressAt(needs.publicUrl, here)}#comments`;
  return replyForm({
    speech,
    action: `${needs.publicUrl}/comments`,
    carried: {
      site: site.slug,
      url,
      title: typed['title'] ?? '',
      parent: replyTo ?? '',
      formToken: tokenFor(needs, site, typed['formToken'] ?? ''),
      lang: here.lang ?? '',
      back: 'thread',
    },
    isRequired: site.settings.requireNameAndEmail,
    hasMail: needs.config.smtpUrl !== null,
    parent: replyTo === null ? null : { name: nameOf(thread, replyTo), cancel },
    typed,
    errors,
    notice: { policy: site.settings.commentPolicy || null, privacy: privacyOf(site.settings, needs.config.akismetKey !== null) },
  });
}

/** A form shown again keeps its time, since a fresh one would make correcting a mistake look too fast; unless it has run out. */
function tokenFor(needs: ThreadPageNeeds, site: Site, before: string): string {
  const signedAt = before === '' ? 'forged' : readFormToken(needs.keys, site.id, before);
  const isGood = signedAt !== 'forged' && needs.now() - signedAt < formTokenAge;
  return isGood ? before : makeFormToken(needs.keys, site.id, needs.now());
}

function nameOf({ comments }: ThreadView, id: string): string | null {
  return everyOne(comments).find((comment) => comment.id === id)?.author?.name ?? null;
}
