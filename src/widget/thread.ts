import type { CommentView, ThreadView } from '../wire/thread.ts';
import { plural } from '../words/fill.ts';
import { answerTo, ask, pageQuery, Refused } from './asking.ts';
import { drawComment } from './comment.ts';
import { h, keepingPlace } from './dom.ts';
import { hang, hangAlone } from './list.ts';
import type { Item, Order, Scene } from './scene.ts';

/** Of work between two breaths. A frame has 16. */
const sliceMs = 10;

type Way = 'prev' | 'next';

/** The thread's list with its heading, its order and its older and newer parts. */
export class Thread {
  readonly scene: Scene;
  readonly #shown: () => void;
  readonly #heading = h('h2', { class: 'heading' });
  readonly #order = h('button', { class: 'act', click: () => this.#turnRound() });
  readonly #prev = h('button', { class: 'turn', click: () => this.#turn('prev') });
  readonly #next = h('button', { class: 'turn', click: () => this.#turn('next') });
  readonly #list = h('div', { class: 'thread' });
  readonly #note = h('p', { class: 'note', role: 'status', tabindex: '-1' });
  readonly bar = h('div', { class: 'bar' }, this.#heading, this.#order);
  readonly element = h('div', {}, this.bar, this.#prev, this.#list, this.#next, this.#note);
  #view: Pick<ThreadView, 'count' | Way> = { count: 0, prev: null, next: null };

  /** Told whenever a thread has been shown from its start. */
  constructor(scene: Scene, shown: () => void) {
    this.scene = scene;
    this.#shown = shown;
    this.#label();
    this.#note.textContent = scene.words.loading;
  }

  /** Shows what a question for the thread is answered, or that it failed. */
  async load(asked: Promise<Response>): Promise<void> {
    const { scene } = this;
    try {
      const view = await answerTo<ThreadView>(asked);
      if (scene.stopped.aborted) return;
      scene.items.clear();
      this.#list.replaceChildren();
      this.#note.textContent = '';
      this.#view = view;
      scene.open = view.page.open;
      scene.order = orderOf(view.comments) ?? scene.order;
      await this.#hangAll(view.comments);
      this.#shown();
      this.#label();
    } catch (error) {
      if (!scene.stopped.aborted) this.#fail(error);
    }
  }

  /** The thread in another order, or around a comment. */
  show(more: Readonly<Record<string, string>> = {}): Promise<void> {
    const { place, chosen } = this.scene;
    return this.load(fetch(`${place.base}api/v1/thread?${pageQuery(place, { ...chosen, ...more })}`));
  }

  /** Hangs in comments that came by themselves; answers the first. */
  add(views: readonly CommentView[], change = 0): Item | undefined {
    const added = views.map((view) => hangAlone(this.scene, view, this.#list));
    this.#view.count += change;
    this.#label();
    return added[0];
  }

  /** What is left of a comment that is gone: its place, where others answer it, else nothing. */
  drop(item: Item): void {
    item.view = { ...item.view, status: 'removed' };
    drawComment(this.scene, item);
    if (item.replies.childElementCount > 0) {
      item.article.focus();
      return;
    }
    const next = (item.li.nextElementSibling ?? item.li.previousElementSibling ?? this.element).querySelector<HTMLElement>(
      'article',
    );
    item.li.remove();
    this.scene.items.delete(item.view.id);
    (next ?? this.#note).focus();
  }

  /** Which question finds what is new: the newest part, where that is not the one shown. */
  get fresh(): Readonly<Record<string, string>> {
    return this.scene.order === 'oldest' && this.#view.next ? { order: 'newest' } : this.scene.chosen;
  }

  #fail(error: unknown): void {
    const { words } = this.scene;
    // A link to a comment that is no longer there leads to the thread.
    if (error instanceof Refused && error.code === 'unknown-comment') {
      this.show();
      return;
    }
    const again = () => {
      this.#note.textContent = words.loading;
      this.show();
    };
    this.#note.replaceChildren(words.notLoaded, ' ', h('button', { class: 'act', click: again }, words.tryAgain));
  }

  /** In slices, so that a long part never keeps the page from answering its reader. */
  async #hangAll(views: readonly CommentView[], around = (act: () => void): void => act()): Promise<void> {
    const { stopped } = this.scene;
    for (let at = 0; at < views.length && !stopped.aborted; ) {
      if (at > 0) await new Promise((resume) => setTimeout(resume));
      const until = performance.now() + sliceMs;
      around(() => {
        do hang(this.scene, views[at++] as CommentView, { top: this.#list, above: null });
        while (at < views.length && performance.now() < until);
      });
    }
  }

  async #turn(way: Way): Promise<void> {
    const { scene } = this;
    const cursor = this.#view[way] ?? '';
    try {
      const view = await ask<ThreadView>(scene.place, `thread?${pageQuery(scene.place, { order: scene.order, cursor })}`);
      this.#view[way] = view[way];
      await this.#hangAll(view.comments, (act) => (way === 'prev' ? keepingPlace(scene.items, act) : act()));
      this.#label();
      scene.items.get(view.comments[0]?.id ?? '')?.article.focus({ preventScroll: true });
    } catch {
      this.#note.textContent = scene.words.notLoaded;
    }
  }

  #turnRound(): void {
    const { scene } = this;
    scene.order = scene.order === 'oldest' ? 'newest' : 'oldest';
    scene.chosen = { order: scene.order };
    this.show();
  }

  #label(): void {
    const { words, lang, order, items } = this.scene;
    const isOldest = order === 'oldest';
    const { count, prev, next } = this.#view;
    this.#heading.textContent = plural(words.count, count, lang);
    this.#heading.hidden = count < 1;
    this.#order.textContent = isOldest ? words.newestFirst : words.oldestFirst;
    this.#order.hidden = !this.#list.querySelector('.part>:nth-child(2)');
    this.#prev.textContent = isOldest ? words.older : words.newer;
    this.#prev.hidden = !prev;
    this.#next.textContent = isOldest ? words.newer : words.older;
    this.#next.hidden = !next;
    this.#note.textContent = items.size > 0 ? '' : words.none;
  }
}

/** Which way a site's threads go shows in the first that has two comments. */
function orderOf(comments: readonly CommentView[]): Order | null {
  const [first, last] = [comments[0], comments.at(-1)];
  if (!first || !last || first === last) return null;
  return first.date <= last.date ? 'oldest' : 'newest';
}
