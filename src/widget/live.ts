import type { CommentView, ThreadView } from '../wire/thread.ts';
import { plural } from '../words/fill.ts';
import { ask, pageQuery } from './asking.ts';
import { h, keepingPlace } from './dom.ts';
import { keep, recall } from './kept.ts';
import { redraw } from './list.ts';
import type { Scene } from './scene.ts';
import type { Thread } from './thread.ts';

const pollMs = 60_000;
const quietMs = 30_000;
const closed = 2;

/** New comments announce themselves and wait for a click: nothing moves under a reader. */
export class Live {
  readonly element: HTMLElement;
  readonly toggle: HTMLElement;
  readonly #scene: Scene;
  readonly #thread: Thread;
  readonly #waiting = new Map<string, CommentView>();
  readonly #button = h('button', { class: 'news', click: () => this.#show() });
  #source: EventSource | null = null;
  #timer = 0;
  #telling = 0;
  #toldAt = 0;

  constructor(scene: Scene, thread: Thread) {
    this.#scene = scene;
    this.#thread = thread;
    this.#button.hidden = true;
    this.element = h('div', { class: 'sticky' }, this.#button);
    const box = h('input', { type: 'checkbox', change: () => this.#switch(box.checked) });
    box.checked = !recall('live');
    this.toggle = h('label', { class: 'live' }, box, scene.words.live);
    document.addEventListener('visibilitychange', () => this.#turn(true), { signal: scene.stopped });
    scene.stopped.addEventListener('abort', () => this.#end());
  }

  /** Listens while the page is looked at. A thread in the background holds no connection. */
  start(): void {
    this.#turn(false);
  }

  /** One's own comment may be told here before its answer has come. */
  forget(id: string): void {
    if (this.#waiting.delete(id)) this.#announce();
  }

  #switch(isOn: boolean): void {
    keep('live', '', isOn ? null : 'off');
    this.#turn(isOn);
  }

  #turn(mayHaveMissed: boolean): void {
    this.#end();
    if (document.hidden || recall('live') || this.#scene.stopped.aborted) return;
    if (mayHaveMissed) this.#poll();
    this.#listen();
  }

  #end(): void {
    this.#source?.close();
    this.#source = null;
    clearInterval(this.#timer);
  }

  #listen(): void {
    const { place } = this.#scene;
    const source = new EventSource(`${place.base}api/v1/events?${pageQuery(place)}`);
    this.#source = source;
    const on = <T>(kind: string, hear: (told: T) => void) =>
      source.addEventListener(kind, ({ data }: MessageEvent<string>) => hear(JSON.parse(data)));
    on<CommentView>('comment', (view) => this.hear(view));
    on<{ id: string }>('removed', ({ id }) => this.#remove(id));
    on('reset', () => this.#poll());
    // A refusal ends it for good, where a broken connection is tried again: there are no more to give.
    source.onerror = () => {
      if (source.readyState === closed && source === this.#source) this.#timer = setInterval(() => this.#poll(), pollMs);
    };
  }

  async #poll(): Promise<void> {
    const { place } = this.#scene;
    const view = await ask<ThreadView>(place, `thread?${pageQuery(place, this.#thread.fresh)}`).catch(() => null);
    const hear = (comments: readonly CommentView[]): void => {
      for (const comment of comments) {
        if (comment.status === 'approved') this.hear(comment);
        hear(comment.replies);
      }
    };
    hear(view?.comments ?? []);
  }

  /** Takes in what everybody may see now. */
  hear(view: CommentView): void {
    const known = this.#scene.items.get(view.id);
    if (known) {
      if (known.view.status === 'pending') this.#thread.add([], 1);
      keepingPlace(this.#scene.items, () => redraw(this.#scene, known, view));
      return;
    }
    this.#waiting.set(view.id, { ...view, replies: [], moreReplies: null });
    this.#announce();
  }

  /** What is gone leaves its place until the thread is read anew. */
  #remove(id: string): void {
    const known = this.#scene.items.get(id);
    this.forget(id);
    if (!known || known.view.status === 'removed') return;
    keepingPlace(this.#scene.items, () => redraw(this.#scene, known, { ...known.view, status: 'removed' }));
    this.#thread.add([], -1);
  }

  #announce(): void {
    const { words, lang } = this.#scene;
    const { size } = this.#waiting;
    this.#button.hidden = size === 0;
    this.#button.textContent = plural(words.newComments, size, lang);
    clearTimeout(this.#telling);
    if (size > 0) this.#telling = setTimeout(() => this.#tell(), this.#toldAt + quietMs - Date.now());
  }

  /** A busy thread interrupts nobody twice in a while. */
  #tell(): void {
    this.#toldAt = Date.now();
    this.#scene.say(this.#button.textContent ?? '');
  }

  #show(): void {
    const views = [...this.#waiting.values()].sort((a, b) => (a.date + a.id < b.date + b.id ? -1 : 1));
    this.#waiting.clear();
    this.#announce();
    keepingPlace(this.#scene.items, () => {
      this.#thread.add(views, views.length)?.article.focus();
    });
  }
}
