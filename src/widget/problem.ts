import { plural } from '../words/fill.ts';
import { wordOfCode } from '../words/refused.ts';
import { Refused } from './asking.ts';
import { h } from './dom.ts';
import type { Scene } from './scene.ts';

/** After these the same may well be taken at another time. */
const passing = /^(offline|unreachable|failed|unavailable|internal|too-quick|too-many-requests)$/;

/** Where a form says that it was refused, and offers to try again, when that makes sense. */
export class Problem {
  readonly element = h('div', { class: 'problem' });
  readonly #scene: Pick<Scene, 'words' | 'lang'>;

  constructor(scene: Pick<Scene, 'words' | 'lang'>) {
    this.#scene = scene;
    this.clear();
  }

  clear(): void {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  show(error: unknown, again: () => void): void {
    const { words } = this.#scene;
    const { code, retryAfter } = error instanceof Refused ? error : new Refused('failed');
    const said = words[wordOfCode(code)] as string;
    this.element.hidden = false;
    this.element.replaceChildren(h('p', { role: 'alert' }, said));
    if (passing.test(code)) this.#offer(again, retryAfter);
  }

  #offer(again: () => void, seconds: number): void {
    const { words, lang } = this.#scene;
    const button = h('button', { class: 'act', click: again }, words.tryAgain);
    const left = h('span', {});
    this.element.append(h('p', {}, left, ' ', button));
    const tick = (): void => {
      button.disabled = seconds > 0;
      left.textContent = seconds > 0 ? plural(words.secondsLeft, seconds, lang) : '';
      if (seconds > 0 && this.element.contains(left)) setTimeout(tick, 1_000);
      seconds -= 1;
    };
    tick();
  }
}
