import { type Html, html } from '../html.ts';
import type { Page } from '../sites/page.ts';
import type { MailLink } from './mail-link.ts';
import type { MailSpeech } from './mail-speech.ts';

interface Spoken {
  readonly speech: MailSpeech;
  readonly publicUrl: string;
}

/** The comment as it was told of, and one button. The text is shown as it was written: nothing in it is a link here. */
export function linkPage({
  comment,
  act,
  page,
  speech,
  token,
  once,
  publicUrl,
}: MailLink & Spoken & { readonly page: Page | null; readonly token: string; readonly once: string }): Html {
  const { mail } = speech;
  return html`<h1>${mail[act]}</h1>
<p>${mail.author}: <bdi><strong>${comment.author.name}</strong></bdi><br>${mail.page}: <bdi>${page?.title ?? page?.url ?? ''}</bdi></p>
<blockquote dir="auto">${(comment.source?.excerpt ?? comment.text).split('\n').map((line) => html`${line}<br>`)}</blockquote>
<form method="post" action="${publicUrl}/mail-link">
<input type="hidden" name="token" value="${token}"><input type="hidden" name="once" value="${once}">
<p>${mail.pressOnce}</p>
<button type="submit">${mail[act]}</button>
</form>
${queueLink({ speech, publicUrl })}`;
}

export function donePage({ speech, act, publicUrl }: Spoken & Pick<MailLink, 'act'>): Html {
  const { mail } = speech;
  return html`<h1>${mail[act]}: ${mail.done}</h1>
<p>${mail.undoThere}</p>
${queueLink({ speech, publicUrl })}`;
}

export function overPage({ speech, publicUrl }: Spoken): Html {
  return html`<h1>${speech.mail.linkOver}</h1>
${queueLink({ speech, publicUrl })}`;
}

function queueLink({ speech, publicUrl }: Spoken): Html {
  return html`<p><a href="${publicUrl}/admin">${speech.mail.openQueue}</a></p>`;
}
