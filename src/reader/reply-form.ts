import { type Html, html } from '../html.ts';
import type { FieldError } from '../refusal.ts';

/** What the form carries unseen, and what was typed into it before. */
export interface FormState {
  readonly action: string;
  readonly site: string;
  readonly url: string;
  readonly title: string | null;
  readonly formToken: string;
  readonly isRequired: boolean;
  readonly parent: { readonly id: string; readonly name: string | null; readonly cancel: string } | null;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

/** "Leave a Reply" with WordPress' words. Works without JavaScript, and keeps what was typed. */
export function replyForm(state: FormState): Html {
  const { parent, typed } = state;
  return html`<section aria-labelledby="reply-title" id="respond">
<h2 id="reply-title">${parent?.name ? html`Leave a Reply to <bdi>${parent.name}</bdi>` : 'Leave a Reply'}
${parent ? html`<small><a href="${parent.cancel}">Cancel reply</a></small>` : ''}</h2>
<form method="post" action="${state.action}">
<p class="note">Your email address will not be published.${state.isRequired ? ' Required fields are marked *' : ''}</p>
${hidden({ site: state.site, url: state.url, title: state.title ?? '', parent: parent?.id ?? '', formToken: state.formToken })}
${honeypot}
${labelled(state, { name: 'text', label: 'Comment', required: true }, (attributes) => html`<textarea ${attributes} maxlength="65525">${typed['text'] ?? ''}</textarea>`)}
${input(state, { name: 'name', label: 'Name', type: 'text', autocomplete: 'name', required: state.isRequired })}
${input(state, { name: 'email', label: 'Email', type: 'email', autocomplete: 'email', required: state.isRequired })}
${input(state, { name: 'website', label: 'Website', type: 'url', autocomplete: 'url', required: false })}
<button type="submit">Post Comment</button>
</form>
</section>`;
}

/** Hidden from people, from assistive technology and from autofill; what fills it in reads markup only. */
const honeypot = html`<div class="aside" aria-hidden="true"><label for="topic">Leave this empty</label><input type="text" id="topic" name="topic" tabindex="-1" autocomplete="off" value=""></div>`;

interface Field {
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
}

function input(state: FormState, field: Field & { readonly type: string; readonly autocomplete: string }): Html {
  const value = state.typed[field.name] ?? '';
  return labelled(
    state,
    field,
    (attributes) => html`<input type="${field.type}" autocomplete="${field.autocomplete}" ${attributes} value="${value}">`,
  );
}

function labelled(state: FormState, { name, label, required }: Field, control: (attributes: Html) => Html): Html {
  const error = state.errors.find((candidate) => candidate.field === name);
  const attributes = html`id="${name}" name="${name}"${required ? html` required` : ''}${error ? html` aria-invalid="true" aria-describedby="${name}-error"` : ''}`;
  return html`<label for="${name}">${label}${required ? ' *' : ''}</label>
${control(attributes)}
${error ? html`<p class="error" id="${name}-error">${error.message}</p>` : ''}`;
}

function hidden(values: Readonly<Record<string, string>>): Html {
  return html`${Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;
}
