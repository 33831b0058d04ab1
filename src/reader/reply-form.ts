import { type Html, html } from '../html.ts';
import type { FieldError } from '../refusal.ts';
import type { FormView } from '../wire/comments.ts';
import { textLimits } from '../wire/text.ts';
import { around } from '../words/fill.ts';
import { wordOfField } from '../words/refused.ts';
import type { Words } from '../words/words.ts';
import type { Speech } from './speech.ts';

/** What the form carries unseen, and what was typed into it before. */
export interface FormState {
  readonly speech: Speech;
  readonly action: string;
  readonly carried: Readonly<Record<string, string>>;
  readonly isRequired: boolean;
  /** Replies can be told of by mail. */
  readonly hasMail: boolean;
  readonly parent: { readonly name: string | null; readonly cancel: string } | null;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
  readonly notice: Pick<FormView, 'policy' | 'privacy'>;
}

/** "Leave a Reply" with WordPress' words. Works without JavaScript, and keeps what was typed. */
export function replyForm(state: FormState): Html {
  const { speech, isRequired, typed } = state;
  const { words } = speech;
  return html`<section aria-labelledby="reply-title" id="respond">
${heading(state)}
<form method="post" action="${state.action}">
<p class="note">${words.emailPrivate}${isRequired ? ` ${words.requiredMarked}` : ''}</p>
${Object.entries(state.carried).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${honeypot(words)}
${labelled(state, { name: 'text', label: words.comment, required: true }, (attributes) => html`<textarea ${attributes} rows="8" dir="auto">\n${typed['text'] ?? ''}</textarea>`)}
${input(state, { name: 'name', label: words.name, required: isRequired }, html`type="text" maxlength="245" autocomplete="name" dir="auto"`)}
${input(state, { name: 'email', label: words.email, required: isRequired }, html`type="email" maxlength="100" autocomplete="email"`)}
${input(state, { name: 'website', label: words.website, required: false }, html`type="text" inputmode="url" maxlength="200" autocomplete="url"`)}
${state.hasMail ? tellMe(state) : ''}<button type="submit">${words.post}</button>
</form>
${notice(state)}
</section>`;
}

function heading({ speech: { words }, parent }: FormState): Html {
  if (parent === null) return html`<h2 id="reply-title">${words.leaveReply}</h2>`;
  const [before = '', after = ''] = around(words.leaveReplyTo, 'name');
  const title = parent.name === null ? words.leaveReply : html`${before}<bdi>${parent.name}</bdi>${after}`;
  return html`<h2 id="reply-title">${title} <small><a href="${parent.cancel}">${words.cancelReply}</a></small></h2>`;
}

/** Hidden from people, from assistive technology and from autofill; what fills it in reads markup only. */
function honeypot({ leaveEmpty }: Words): Html {
  return html`<div class="aside" aria-hidden="true"><label for="topic">${leaveEmpty}</label><input type="text" id="topic" name="topic" tabindex="-1" autocomplete="off" value=""></div>`;
}

/** The value is what the API calls it. */
function tellMe({ speech: { words }, typed }: FormState): Html {
  const checked = typed['subscribe'] === 'replies' ? html` checked` : '';
  return html`<p><label><input type="checkbox" name="subscribe" value="replies"${checked}> ${words.tellMe}</label></p>
`;
}

const order = ['text', 'name', 'email', 'website'] as const;

interface Field {
  readonly name: (typeof order)[number];
  readonly label: string;
  readonly required: boolean;
}

function input(state: FormState, field: Field, kind: Html): Html {
  const value = state.typed[field.name] ?? '';
  return labelled(state, field, (attributes) => html`<input ${kind} ${attributes} value="${value}">`);
}

function labelled(state: FormState, { name, label, required }: Field, control: (attributes: Html) => Html): Html {
  const error = state.errors.find((candidate) => candidate.field === name);
  const flawed = (field: string) => state.errors.some((one) => one.field === field);
  const isFirst = name === order.find(flawed);
  const wrong = html` aria-invalid="true" aria-describedby="${name}-error"${isFirst ? html` autofocus` : ''}`;
  const attributes = html`id="${name}" name="${name}"${required ? html` required` : ''}${error ? wrong : ''}`;
  return html`<label for="${name}">${label}${required ? ' *' : ''}</label>
${control(attributes)}
${error ? html`<p class="error" id="${name}-error">${sentenceOf(state.speech, error, name)}</p>` : ''}`;
}

function sentenceOf({ words, count }: Speech, { code, message }: FieldError, field: Field['name']): string {
  const word = wordOfField(field, code);
  const text = word === null ? message : words[word];
  return typeof text === 'string' ? text : count(text, textLimits[field]);
}

/** The owner's rules, and what becomes of what is typed in. */
function notice({ speech: { words, count }, notice: { policy, privacy } }: FormState): Html {
  const kept = [
    words.privacyShown,
    count(words.privacyAddress, privacy.ipDays),
    count(words.privacySpam, privacy.spamDays),
    count(words.privacyTrash, privacy.trashDays),
    ...(privacy.akismet ? [words.privacyAkismet] : []),
  ];
  return html`${policy === null ? '' : html`<h3>${words.policy}</h3><p class="policy" dir="auto">${policy}</p>`}
<details><summary>${words.privacy}</summary><p>${kept.join(' ')}</p></details>`;
}
