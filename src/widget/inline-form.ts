import { h } from './dom.ts';
import { Problem } from './problem.ts';
import type { Item, Scene } from './scene.ts';

interface Asked {
  readonly content: readonly HTMLElement[];
  readonly submit: string;
  /** Answers what to tell when it is done. */
  act(): Promise<string>;
}

/** A small form at the foot of a comment, one at a time: to edit it, to delete it, to report it. */
export function askUnder(scene: Scene, { article }: Item, { content, submit, act }: Asked): void {
  const { words } = scene;
  const problem = new Problem(scene);
  let isBusy = false;
  const send = async (event?: Event): Promise<void> => {
    event?.preventDefault();
    if (isBusy) return;
    isBusy = true;
    problem.clear();
    try {
      const said = await act();
      form.remove();
      if (article.isConnected) article.focus({ preventScroll: true });
      scene.say(said);
    } catch (error) {
      problem.show(error, send);
    } finally {
      isBusy = false;
    }
  };
  const cancel = (): void => {
    form.remove();
    article.focus({ preventScroll: true });
  };
  const form = h(
    'form',
    { class: 'inline', submit: send },
    ...content,
    problem.element,
    h(
      'p',
      { class: 'send' },
      h('button', { class: 'post', type: 'submit' }, submit),
      h('button', { class: 'show', click: cancel }, words.cancel),
    ),
  );
  article.querySelector('form')?.remove();
  article.append(form);
  form.querySelector<HTMLElement>('textarea,select,button')?.focus();
}
