import type { FormView, PreviewAnswer, SubmitAnswer } from '../wire/comments.ts';
import { around, plural } from '../words/fill.ts';
import { wordOfField } from '../words/refused.ts';
import { ask, pageQuery, Refused, send } from './asking.ts';
import { h } from './dom.ts';
import { Field } from './field.ts';
import { draftsOf, keep, recall } from './kept.ts';
import { notices } from './notices.ts';
import { Problem } from './problem.ts';
import { safeNodes } from './safe-html.ts';
import type { Item, Scene } from './scene.ts';

interface Draft {
  readonly text: string;
  /** The Idempotency-Key it was sent under. */
  readonly key: string;
}

interface Me {
  readonly name: string;
  readonly email: string;
  readonly website: string;
}

/** "Leave a Reply": one form, which moves under the comment that is replied to. */
export class ReplyForm {
  readonly element: HTMLElement;
  readonly #scene: Scene;
  readonly #home: HTMLElement;
  readonly #posted: (answer: SubmitAnswer, text: string) => void;
  readonly #heading = h('h2', { class: 'heading', id: 'reply-title' });
  readonly #fields: Readonly<Record<'text' | keyof Me, Field>>;
  readonly #required: HTMLElement;
  readonly #saveMe = h('input', { type: 'checkbox', name: 'save', id: 'save' });
  readonly #submit: HTMLButtonElement;
  readonly #draft: HTMLElement;
  readonly #preview = h('div', { class: 'preview text', dir: 'auto', role: 'status' });
  readonly #problem: Problem;
  readonly #notices = h('div', {});
  #terms: FormView | null = null;
  #parent: Item | null = null;
  #key = '';
  #isBusy = false;

  constructor(scene: Scene, home: HTMLElement, posted: (answer: SubmitAnswer, text: string) => void) {
    const { words } = scene;
    this.#scene = scene;
    this.#home = home;
    this.#posted = posted;
    this.#fields = fieldsOf(scene, () => this.#keepDraft());
    this.#problem = new Problem(scene);
    this.#required = h('span', {}, ' ', words.requiredMarked);
    this.#submit = h('button', { class: 'post', type: 'submit' }, words.post);
    const discard = h('button', { class: 'act', type: 'button', click: () => this.#discard() }, words.discard);
    this.#draft = h('p', { class: 'draft' }, words.draftKept, ' ', discard);
    this.element = h('section', { class: 'respond', 'aria-labelledby': 'reply-title' }, this.#heading, this.#form());
    this.#fillIn();
    this.#require(true);
    this.#awaitReader();
  }

  /** Opens it under a comment, or at its home. A draft for that place is in it. */
  open(parent: Item | null): void {
    const { words } = this.#scene;
    this.#parent = parent;
    const [before, after] = around(words.leaveReplyTo, 'name');
    const name = parent?.view.author?.name;
    const cancel = h('button', { class: 'act', type: 'button', click: () => this.#cancel() }, words.cancelReply);
    this.#heading.replaceChildren(...(name ? [before ?? '', h('bdi', {}, name), after ?? '', ' ', cancel] : [words.leaveReply]));
    if (parent) parent.article.after(this.element);
    else this.#home.replaceChildren(this.element);
    this.#problem.clear();
    this.#preview.replaceChildren();
    this.#recallDraft();
  }

  focus(): void {
    this.#fields.text.control.focus();
  }

  /** After the thread was drawn anew: where it was, or where a draft waits. */
  settle(): void {
    const { items } = this.#scene;
    const parent = this.#parent?.view.id ?? draftsOf(this.#about).find((id) => id === '' || items.has(id)) ?? '';
    this.open(items.get(parent) ?? null);
  }

  get #about(): string {
    const { site, url } = this.#scene.place;
    return `${site}:${url}:`;
  }

  get #draftOf(): string {
    return this.#about + (this.#parent?.view.id ?? '');
  }

  #form(): HTMLFormElement {
    const { words } = this.#scene;
    const { text, name, email, website } = this.#fields;
    return h(
      'form',
      { novalidate: true, submit: (event) => this.#send(event) },
      h('p', { class: 'note' }, words.emailPrivate, this.#required),
      this.#draft,
      text.element,
      h('div', { class: 'author' }, name.element, email.element, website.element),
      h('p', { class: 'save' }, this.#saveMe, h('label', { for: 'save' }, words.saveMe)),
      this.#problem.element,
      h(
        'p',
        { class: 'send' },
        this.#submit,
        h('button', { class: 'show', type: 'button', click: () => this.#show() }, words.preview),
      ),
      this.#preview,
      this.#notices,
    );
  }

  #fillIn(): void {
    const me = recall<Me>('me');
    if (!me) return;
    this.#saveMe.checked = true;
    for (const key of ['name', 'email', 'website'] as const) this.#fields[key].control.value = String(me[key] ?? '');
  }

  #require(isRequired: boolean): void {
    this.#fields.text.require(true);
    this.#fields.name.require(isRequired);
    this.#fields.email.require(isRequired);
    this.#required.hidden = !isRequired;
  }

  /** What the form needs is fetched when it comes into view: its time begins with a reader in front of it. */
  #awaitReader(): void {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      this.#fetchTerms().catch(() => null);
    });
    observer.observe(this.element);
    this.#scene.stopped.addEventListener('abort', () => observer.disconnect());
  }

  async #fetchTerms(): Promise<FormView> {
    const terms = await ask<FormView>(this.#scene.place, `form?${pageQuery(this.#scene.place)}`);
    this.#terms = terms;
    this.#scene.maxDepth = terms.maxDepth;
    this.#require(terms.requireNameAndEmail);
    this.#notices.replaceChildren(...notices(this.#scene, terms));
    return terms;
  }

  // The draft

  #keepDraft(): void {
    const text = this.#fields.text.control.value;
    this.#key = '';
    keep('draft', this.#draftOf, text.trim() ? { text, key: '' } : null);
  }

  #recallDraft(): void {
    const draft = recall<Draft>('draft', this.#draftOf);
    this.#fields.text.control.value = draft?.text ?? '';
    this.#fields.text.blame(null);
    this.#key = draft?.key ?? '';
    this.#draft.hidden = !draft;
  }

  #discard(): void {
    keep('draft', this.#draftOf, null);
    this.#recallDraft();
    this.focus();
  }

  #cancel(): void {
    const parent = this.#parent;
    this.open(null);
    parent?.article.querySelector('button')?.focus();
  }

  // Sending

  async #send(event?: Event): Promise<void> {
    event?.preventDefault();
    if (this.#isBusy || !this.#check()) return;
    this.#setBusy(true);
    this.#problem.clear();
    const text = this.#fields.text.control.value;
    try {
      const answer = await this.#post(text, true);
      this.#saveOrForgetMe();
      keep('draft', this.#draftOf, null);
      this.open(null);
      this.#posted(answer, text);
    } catch (error) {
      this.#refuse(error);
    } finally {
      this.#setBusy(false);
    }
  }

  /** One Idempotency-Key for one text, kept with the draft: what was sent and never answered is not posted twice. */
  async #post(text: string, isFirst: boolean): Promise<SubmitAnswer> {
    const { name, email, website } = this.#fields;
    const { place, title } = this.#scene;
    const terms = this.#terms ?? (await this.#fetchTerms());
    this.#key ||= crypto.getRandomValues(new Uint32Array(8)).join('-');
    keep('draft', this.#draftOf, { text, key: this.#key });
    const body = {
      ...{ site: place.site, url: place.url, title, parent: this.#parent?.view.id ?? null, text, formToken: terms.formToken },
      ...{ website: website.value, ...(name.value && { name: name.value }), ...(email.value && { email: email.value }) },
    };
    try {
      return await send<SubmitAnswer>(place, 'comments', { body, headers: { 'Idempotency-Key': this.#key } });
    } catch (error) {
      if (!(error instanceof Refused && error.code === 'idempotency-mismatch' && isFirst)) throw error;
      this.#key = '';
      return this.#post(text, false);
    }
  }

  #check(): boolean {
    const { text, name, email } = this.#fields;
    for (const field of Object.values(this.#fields)) field.blame(null);
    const { words } = this.#scene;
    if (!text.value) text.blame(words.textMissing);
    if (name.control.required && !name.value) name.blame(words.nameMissing);
    if (email.control.required && !email.value) email.blame(words.emailMissing);
    else if (!email.control.validity.valid) email.blame(words.emailWrong);
    return this.#goToFlaw();
  }

  /** Whether there is none. */
  #goToFlaw(): boolean {
    const flawed = Object.values(this.#fields).find(({ control }) => control.hasAttribute('aria-invalid'));
    flawed?.control.focus();
    return !flawed;
  }

  #refuse(error: unknown): void {
    const { words, lang } = this.#scene;
    this.#problem.show(error, () => this.#send());
    for (const { field, code } of error instanceof Refused ? error.errors : []) {
      const flawed = this.#fields[field as keyof Me];
      const word = wordOfField(field, code);
      if (!flawed || !word) continue;
      const said = words[word];
      flawed.blame(typeof said === 'string' ? said : plural(said, flawed.control.maxLength, lang));
    }
    this.#goToFlaw();
  }

  #setBusy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    this.#submit.setAttribute('aria-disabled', String(isBusy));
  }

  #saveOrForgetMe(): void {
    const { name, email, website } = this.#fields;
    const me = { name: name.value, email: email.value, website: website.value };
    keep('me', '', this.#saveMe.checked ? me : null);
  }

  async #show(): Promise<void> {
    const { place, words } = this.#scene;
    const { text } = this.#fields;
    text.blame(text.value ? null : words.textMissing);
    if (!this.#goToFlaw()) return;
    try {
      const { html } = await send<PreviewAnswer>(place, 'preview', { body: { site: place.site, text: text.control.value } });
      this.#preview.replaceChildren(safeNodes(html));
    } catch (error) {
      this.#refuse(error);
    }
  }
}

function fieldsOf({ words }: Scene, changed: () => void) {
  const line = (name: string, type: string, more: { autocomplete: string; maxlength: string }) =>
    h('input', { name, type, ...more });
  return {
    text: new Field(words.comment, h('textarea', { name: 'text', rows: '6', maxlength: '65525', input: changed })),
    name: new Field(words.name, line('name', 'text', { autocomplete: 'name', maxlength: '245' })),
    email: new Field(words.email, line('email', 'email', { autocomplete: 'email', maxlength: '100' })),
    website: new Field(words.website, line('website', 'url', { autocomplete: 'url', maxlength: '200' })),
  };
}
