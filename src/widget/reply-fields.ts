import { plural } from '../words/fill.ts';
import { wordOfField } from '../words/refused.ts';
import { Refused } from './asking.ts';
import { h } from './dom.ts';
import { Field } from './field.ts';
import { keep, recall } from './kept.ts';
import type { Scene } from './scene.ts';

const author = ['name', 'email', 'website'] as const;
type Name = 'text' | (typeof author)[number];

/** What a commenter fills in, and what is wrong with it. */
export class ReplyFields {
  readonly text: Field;
  readonly author: HTMLElement;
  readonly saveMe: HTMLElement;
  /** Shown where replies can be told of by mail. */
  readonly tellMe: HTMLElement;
  readonly #scene: Pick<Scene, 'words' | 'lang'>;
  readonly #fields: Readonly<Record<Name, Field>>;
  readonly #save = h('input', { type: 'checkbox', id: 'save' });
  readonly #tell = h('input', { type: 'checkbox', id: 'tell' });

  /** Told whenever the text changes. */
  constructor(scene: Pick<Scene, 'words' | 'lang'>, changed: () => void) {
    const { words } = scene;
    const line = (name: Name, type: string, maxlength: string) =>
      new Field(words[name as 'name'], h('input', { name, type, maxlength, autocomplete: type === 'text' ? name : type }));
    this.#scene = scene;
    this.text = new Field(words.comment, h('textarea', { name: 'text', rows: '6', maxlength: '65525', input: changed }));
    this.#fields = {
      text: this.text,
      name: line('name', 'text', '245'),
      email: line('email', 'email', '100'),
      website: line('website', 'url', '200'),
    };
    this.author = h('div', { class: 'author' }, ...author.map((name) => this.#fields[name].element));
    this.saveMe = labelled(this.#save, words.saveMe);
    this.tellMe = labelled(this.#tell, words.tellMe);
    this.tellMe.hidden = true;
    this.#fillIn();
  }

  /** Those that were filled in. */
  get values(): Partial<Record<Name, string>> {
    return Object.fromEntries(author.map((name) => [name, this.#fields[name].value]).filter(([, value]) => value));
  }

  /** Asked for with each comment anew, and kept nowhere here. */
  get wish(): { readonly subscribe?: 'replies' } {
    return this.#tell.checked ? { subscribe: 'replies' } : {};
  }

  require(isRequired: boolean): void {
    this.text.require(true);
    this.#fields.name.require(isRequired);
    this.#fields.email.require(isRequired);
  }

  /** Whether nothing is wrong, as far as that can be told here. */
  check(): boolean {
    const { words } = this.#scene;
    const { text, name, email } = this.#fields;
    for (const field of Object.values(this.#fields)) field.blame(null);
    if (!text.value) text.blame(words.textMissing);
    if (name.control.required && !name.value) name.blame(words.nameMissing);
    if (email.control.required && !email.value) email.blame(words.emailMissing);
    else if (!email.control.validity.valid) email.blame(words.emailWrong);
    return this.goToFlaw();
  }

  /** Says beside each field what the service found. */
  blame(error: unknown): void {
    const { words, lang } = this.#scene;
    for (const { field, code } of error instanceof Refused ? error.errors : []) {
      const flawed = this.#fields[field as Name];
      const word = wordOfField(field, code);
      if (!flawed || !word) continue;
      const said = words[word];
      flawed.blame(typeof said === 'string' ? said : plural(said, flawed.control.maxLength, lang));
    }
    this.goToFlaw();
  }

  /** Whether there is none. */
  goToFlaw(): boolean {
    const flawed = Object.values(this.#fields).find(({ control }) => control.hasAttribute('aria-invalid'));
    flawed?.control.focus();
    return !flawed;
  }

  saveOrForgetMe(): void {
    keep('me', '', this.#save.checked ? this.values : null);
  }

  #fillIn(): void {
    const me = recall<Partial<Record<Name, string>>>('me');
    if (!me) return;
    this.#save.checked = true;
    for (const name of author) this.#fields[name].control.value = me[name] ?? '';
  }
}

const labelled = (control: HTMLElement, text: string) => h('p', { class: 'save' }, h('label', {}, control, text));
