import { type Html, html } from '../html.ts';
import type { ReaderSpeech } from '../notifications/reader-letter.ts';
import { fill } from '../words/fill.ts';
import type { AuthorAct } from './links.ts';

interface Shown {
  readonly speech: ReaderSpeech;
  readonly siteName: string;
}

/** What a link's button does, in words. */
export function wordsOf({ speech: { own }, siteName }: Shown, act: AuthorAct): string {
  const named = { article: own.leaveArticle, site: own.leaveSite, resume: own.resume }[act];
  return fill(named, 'site', siteName);
}

/** One question and its button, which a scanner of mails does not press. */
export function askAuthorPage(shown: Shown, { act, action }: { readonly act: AuthorAct; readonly action: string }): Html {
  const text = wordsOf(shown, act);
  return html`<h1>${text}</h1>
<form method="post" action="${action}">
<p>${shown.speech.mail.pressOnce}</p>
<button type="submit">${text}</button>
</form>`;
}

/** What was done, and the way back where there is one. */
export function doneAuthorPage(shown: Shown, { act, back }: { readonly act: AuthorAct; readonly back: string }): Html {
  const { mail, own } = shown.speech;
  if (act === 'resume') return html`<h1>${wordsOf(shown, act)}: ${mail.done}</h1>`;
  return html`<h1>${own.left}</h1>
<p><a href="${back}">${own.resume}</a></p>`;
}
