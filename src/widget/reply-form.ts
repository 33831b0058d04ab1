import type { FormView, PreviewAnswer, SubmitAnswer } from '../wire/comments.ts';
import { around } from '../words/fill.ts';
import { ask, pageQuery, Refused, send } from './asking.ts';
import { h } from './dom.ts';
import { draftsOf, keep, recall } from './kept.ts';
import { notices } from './notices.ts';
import { Problem } from './problem.ts';
import { ReplyFields } from './reply-fields.ts';
import { safeNodes } from './safe-html.ts';
import type { Item, Scene } from './scene.ts';

interface Draft {
  readonly text: string;
  /** The Idempotency-Key it was sent under. */
  readonly key: string;
}

/** "Leave a Reply": one form, which moves under the comment that is replied to. */
export class ReplyForm {
  readonly element: HTMLElement;
  readonly #scene: Scene;
  readonly #home: HTMLElement;
  readonly #posted: (answer: SubmitAnswer, text: string) => void;
  readonly #heading = h('h2', { class: 'heading', id: 'reply-title' });
  readonly #fields: ReplyFields;
  readonly #required: HTMLElement;
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
    this.#fields = new ReplyFields(scene, () => this.#keepDraft());
    this.#problem = new Problem(scene);
    this.#required = h('span', {}, ' ', words.requiredMarked);
    this.#submit = h('button', { class: 'post', type: 'submit' }, words.post);
    const discard = h('button', { class: 'act', click: () => this.#discard() }, words.discard);
    this.#draft = h('p', { class: 'draft' }, words.draftKept, ' ', discard);
    this.element = h('section', { class: 'respond', 'aria-labelledby': 'reply-title' }, this.#heading, this.#form());
    this.#require(true);
    this.#awaitReader();
  }

  /** Opens it under a comment, or at its home. A draft for that place is in it. */
  open(parent: Item | null): void {
    const { words } = this.#scene;
    this.#parent = parent;
    const [before, after] = around(words.leaveReplyTo, 'name');
    const name = parent?.view.author?.name;
    const cancel = h('button', { class: 'act', click: () => this.#cancel() }, words.cancelReply);
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
    const { text, author, saveMe, tellMe } = this.#fields;
    return h(
      'form',
      { novalidate: true, submit: (event) => this.#send(event) },
      h('p', { class: 'note' }, words.emailPrivate, this.#required),
      this.#draft,
      text.element,
      author,
      saveMe,
      tellMe,
      this.#problem.element,
      h('p', { class: 'send' }, this.#submit, h('button', { class: 'show', click: () => this.#show() }, words.preview)),
      this.#preview,
      this.#notices,
    );
  }

  #require(isRequired: boolean): void {
    this.#fields.require(isRequired);
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
    this.#fields.tellMe.hidden = !terms.subscribe;
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
    if (this.#isBusy || !this.#fields.check()) return;
    this.#setBusy(true);
    this.#problem.clear();
    const text = this.#fields.text.control.value;
    try {
      const answer = await this.#post(text, true);
      this.#fields.saveOrForgetMe();
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
    const { place, title } = this.#scene;
    const terms = this.#terms ?? (await this.#fetchTerms());
    this.#key ||= crypto.getRandomValues(new Uint32Array(8)).join('-');
    keep('draft', this.#draftOf, { text, key: this.#key });
    const body = {
      ...{ site: place.site, url: place.url, title, parent: this.#parent?.view.id ?? null, text, formToken: terms.formToken },
      ...this.#fields.values,
      ...this.#fields.wish,
    };
    try {
      return await send<SubmitAnswer>(place, 'comments', { body, headers: { 'Idempotency-Key': this.#key } });
    } catch (error) {
      if (!(error instanceof Refused && error.code === 'idempotency-mismatch' && isFirst)) throw error;
      this.#key = '';
      return this.#post(text, false);
    }
  }

  #refuse(error: unknown): void {
    this.#problem.show(error, () => this.#send());
    this.#fields.blame(error);
  }

  #setBusy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    this.#submit.setAttribute('aria-disabled', String(isBusy));
  }

  async #show(): Promise<void> {
    const { place, words } = this.#scene;
    const { text } = this.#fields;
    text.blame(text.value ? null : words.textMissing);
    if (!this.#fields.goToFlaw()) return;
    try {
      const { html } = await send<PreviewAnswer>(place, 'preview', { body: { site: place.site, text: text.control.value } });
      this.#preview.replaceChildren(safeNodes(html));
    } catch (error) {
      this.#refuse(error);
    }
  }
}
