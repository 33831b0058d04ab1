import { h } from './dom.ts';

/** A control with its label and what is wrong with it. */
export class Field {
  readonly control: HTMLInputElement | HTMLTextAreaElement;
  readonly element: HTMLElement;
  readonly #mark = h('span', { 'aria-hidden': 'true' });
  readonly #flaw: HTMLElement;

  constructor(label: string, control: HTMLInputElement | HTMLTextAreaElement) {
    const id = control.name;
    control.id = id;
    this.control = control;
    this.#flaw = h('p', { class: 'flaw', id: `${id}-flaw` });
    this.#flaw.hidden = true;
    control.setAttribute('aria-describedby', this.#flaw.id);
    this.element = h('div', { class: 'field' }, h('label', { for: id }, label, this.#mark), control, this.#flaw);
    this.require(false);
  }

  get value(): string {
    return this.control.value.trim();
  }

  require(isRequired: boolean): void {
    this.#mark.textContent = isRequired ? ' *' : '';
    this.control.required = isRequired;
  }

  /** Says what is wrong beside the control; null takes it back. */
  blame(text: string | null): void {
    this.#flaw.textContent = text;
    this.#flaw.hidden = !text;
    this.control.ariaInvalid = text && 'true';
  }
}
