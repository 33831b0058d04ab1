import { type Html, html } from '../html.ts';
import type { ReaderSpeech } from '../notifications/reader-letter.ts';
import type { Page } from '../sites/page.ts';
import type { Subscription } from './subscription.ts';

export interface Shown {
  readonly speech: ReaderSpeech;
  /** Where the page's forms lead: the link itself. */
  readonly action: string;
}

interface Listed {
  readonly subscription: Subscription;
  readonly page: Page | null;
}

/** All that an address asked for on a site, with buttons. */
export function subscriptionsPage({ speech, action }: Shown, listed: readonly Listed[]): Html {
  const { own } = speech;
  if (listed.length === 0) return html`<h1>${own.manage}</h1>\n<p>${own.none}</p>`;
  return html`<h1>${own.manage}</h1>
<ul>
${listed.map((one) => item({ speech, action }, one))}
</ul>
<form method="post" action="${action}">${button('leave-all', own.leaveAll, 'alarming')}</form>`;
}

function item({ speech: { own, date }, action }: Shown, { subscription, page }: Listed): Html {
  const { id, scope, state, createdAt } = subscription;
  const other = scope === 'replies' ? 'thread' : 'replies';
  const where =
    page === null
      ? ''
      : html`<a href="${page.url}#comment-${subscription.commentId}"><bdi>${page.title ?? page.url}</bdi></a> · `;
  const isAgreed = state === 'active';
  return html`<li><p>${where}${date(new Date(createdAt).toISOString())}<br><strong>${own[scope]}</strong>${isAgreed ? '' : html` · ${own.notConfirmed}`}</p>
<form method="post" action="${action}"><input type="hidden" name="of" value="${id}">
${isAgreed ? '' : button('confirm', own.confirmLink)}${button(other, own[other], 'second')}${button('leave', own.leave, 'second')}
</form></li>`;
}

/** One question and its button, which a scanner of mails does not press. */
export function askPage({ speech, action }: Shown, choice: 'confirm' | 'leave', of: Subscription | null): Html {
  const { own, mail } = speech;
  const act = choice === 'confirm' ? own.confirmLink : own.leave;
  const named = of === null ? '' : html`<input type="hidden" name="of" value="${of.id}">`;
  return html`<h1>${act}</h1>
<form method="post" action="${action}">${named}
<p>${mail.pressOnce}</p>
${button(choice, act)}
</form>`;
}

export function leftPage({ speech: { own } }: Pick<Shown, 'speech'>, manage: string | null): Html {
  const all = manage === null ? '' : html`\n<p><a href="${manage}">${own.manage}</a></p>`;
  return html`<h1>${own.left}</h1>${all}`;
}

const button = (choice: string, text: string, look: 'first' | 'second' | 'alarming' = 'first'): Html =>
  html`<button type="submit" class="${look}" name="choice" value="${choice}">${text}</button> `;

/** A comment of one's own and the button that takes it back. */
export function withdrawPage(
  { speech, action }: Shown,
  { text, token, once }: { readonly text: string; readonly token: string; readonly once: string },
): Html {
  const { own, words } = speech;
  return html`<h1>${own.withdraw}</h1>
<blockquote dir="auto">${text.split('\n').map((line) => html`${line}<br>`)}</blockquote>
<form method="post" action="${action}">
<input type="hidden" name="token" value="${token}"><input type="hidden" name="once" value="${once}">
<p>${words.deleteSure}</p>
<button type="submit" class="alarming">${words.delete}</button>
</form>`;
}
