import { emptyThread } from '../comments/thread.ts';
import { html } from '../html.ts';
import type { FieldError, RefusalCode } from '../refusal.ts';
import { nameOfPage } from '../sites/find-page.ts';
import type { Site } from '../sites/site.ts';
import { ThreadPageQuery } from '../wire/reader.ts';
import type { ThreadView } from '../wire/thread.ts';
import { wordOfCode } from '../words/refused.ts';
import type { Page } from './page.ts';
import { readShown, type ShownNeeds } from './shown.ts';
import { type Speech, speechIn } from './speech.ts';
import type { Here } from './thread-links.ts';
import { formPart, type ThreadPageNeeds } from './thread-page.ts';

type Typed = Readonly<Record<string, string>>;

/** The thread a form was for, and all that was typed into it. */
export interface FormPlace {
  readonly site: Site;
  readonly url: string;
  readonly here: Here;
  readonly thread: ThreadView;
  readonly replyTo: string | null;
  readonly typed: Typed;
}

/** Null where the form names no page of a site. While the store is away it is the thread alone that nobody can see. */
export async function placeOf(needs: ShownNeeds, typed: Typed): Promise<FormPlace | null> {
  const { site: slug, url, lang, parent } = typed;
  const asked = ThreadPageQuery.safeParse({ site: slug, url, ...(lang && { lang }), ...(parent && { replyto: parent }) });
  const here = asked.data ?? ThreadPageQuery.safeParse({ site: slug, url }).data;
  const site = here && (await needs.sites.bySlug(here.site).catch(() => null));
  const named = site && nameOfPage(site, here.url);
  if (!named) return null;
  const shown = await readShown(needs, { ...here, limit: 1 }).catch(() => null);
  const thread = shown?.thread ?? emptyThread(site, {});
  // A parent that is not there any more is not asked for again: the next attempt would fail as this one did.
  const isReply = asked.success && shown?.isGone !== true;
  return { site, url: named.url, here, thread, replyTo: isReply ? parent || null : null, typed };
}

const shownFields = new Set(['text', 'name', 'email', 'website']);

interface Flaw {
  readonly code: RefusalCode;
  readonly errors: readonly FieldError[];
  /** Seconds. */
  readonly retryAfter: number | null;
}

/** What was wrong, by its field or above the form, in the reader's language. */
export function flawPage(needs: ThreadPageNeeds, place: FormPlace, flaw: Flaw): Page {
  const speech = speechIn(place.here.lang ?? place.site.settings.locale);
  const { lang, words } = speech;
  const body = html`<p><a href="${place.url}">${words.backToPage}</a></p>
<h1>${words.notPosted}</h1>
<div class="problem" role="alert"><p>${sentences(speech, flaw).join(' ')}</p></div>
${formPart(needs, { ...place, speech, errors: flaw.errors })}`;
  return { title: words.notPosted, lang, dir: words.dir, head: html`<meta name="robots" content="noindex">`, body };
}

/** Of fields that nobody sees, the service's own sentence is better than none. */
function sentences({ words, count }: Speech, { code, errors, retryAfter }: Flaw): string[] {
  const said = words[wordOfCode(code)];
  const unseen = errors.filter(({ field }) => !shownFields.has(field)).map(({ field, message }) => `${field}: ${message}`);
  const wait = retryAfter === null ? [] : [count(words.secondsLeft, Math.max(1, Math.ceil(retryAfter)))];
  return [...(typeof said === 'string' ? [said] : []), ...unseen, ...wait];
}
