import type { SubmitAnswer } from '../wire/comments.ts';
import { drawComment } from './comment.ts';
import { datesIn } from './dates.ts';
import { h } from './dom.ts';
import { Live } from './live.ts';
import { editOwn, recallOwn, rememberOwn, removeOwn, waitingOwn } from './own.ts';
import type { Given } from './place.ts';
import { ReplyForm } from './reply-form.ts';
import type { Item, Scene } from './scene.ts';
import { style } from './style.ts';
import { Thread } from './thread.ts';

const linked = /^#comment-(\w{26})$/;

/** Shows a thread in an element, in place of what stands in it. Answers what takes it down again. */
export function mount(host: HTMLElement, given: Given): () => void {
  const stop = new AbortController();
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet];
  const { words } = given;
  const status = h('p', { class: 'unseen', role: 'status' });
  const scene = newScene(given, stop.signal, (text) => {
    status.textContent = text;
  });
  const widget = new Widget(scene);
  // A title on the element would show as a tip wherever one points.
  const region = { class: 'region', 'aria-label': words.comments, lang: given.lang, dir: words.dir, title: '' };
  root.replaceChildren(h('section', region, widget.thread.element, widget.live.element, widget.home, status));
  host.style.colorScheme = /^(light|dark)$/.test(given.theme ?? '') ? String(given.theme) : schemeOf(host);
  addEventListener('hashchange', () => widget.goToLinked(), { signal: stop.signal });
  widget.thread.load(given.thread);
  return () => stop.abort();
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);

/** A page that writes in a light colour is dark, whatever the system prefers. */
function schemeOf(host: HTMLElement): string {
  const [red = 0, green = 0, blue = 0] =
    getComputedStyle(host)
      .color.match(/[\d.]+/g)
      ?.map(Number) ?? [];
  return red + green + blue > 384 ? 'dark' : 'light';
}

function newScene({ base, site, url, title, lang, order, words }: Given, stopped: AbortSignal, say: Scene['say']): Scene {
  const nothing = (): void => undefined;
  return {
    place: { base, site, url },
    ...{ title, lang, words, stopped, say },
    dates: datesIn(lang),
    items: new Map(),
    own: new Map(),
    acts: { reply: nothing, edit: nothing, remove: nothing, report: nothing },
    order: order === 'newest' ? 'newest' : 'oldest',
    chosen: order === 'newest' || order === 'oldest' ? { order } : {},
    open: true,
    maxDepth: 5,
  };
}

/** The pieces of one widget, and what passes between them. */
class Widget {
  readonly scene: Scene;
  readonly thread: Thread;
  readonly live: Live;
  readonly home = h('div', {});
  #form: ReplyForm | null = null;

  constructor(scene: Scene) {
    this.scene = scene;
    this.thread = new Thread(scene, () => this.#shown());
    this.live = new Live(scene, this.thread);
    Object.assign(scene.acts, {
      reply: (item: Item) => this.#reply(item),
      edit: (...[item, own]: Parameters<Scene['acts']['edit']>) => editOwn(scene, item, own),
      remove: (...[item, own]: Parameters<Scene['acts']['remove']>) =>
        removeOwn(scene, item, { own, gone: () => this.#removed(item) }),
      report: (item: Item) => this.#report(item),
    });
    recallOwn(scene);
  }

  /** Goes to the comment that the page's address names, reading its part of the thread if need be. */
  goToLinked(): void {
    const id = linked.exec(location.hash)?.[1];
    if (!id) return;
    if (this.scene.items.has(id)) this.#goTo(id);
    else this.thread.show({ around: id });
  }

  #shown(): void {
    const { scene } = this;
    this.thread.bar.append(this.live.toggle);
    if (scene.open) {
      this.#form ??= new ReplyForm(scene, this.home, (answer, text) => this.#posted(answer, text));
      this.#form.settle();
    } else this.home.replaceChildren(h('p', { class: 'closed' }, scene.words.closed));
    this.live.start();
    const id = linked.exec(location.hash)?.[1];
    if (id && scene.items.has(id)) this.#goTo(id);
    waitingOwn(scene).then((views) => this.thread.add(views));
  }

  #goTo(id: string): void {
    const article = this.scene.items.get(id)?.article;
    article?.scrollIntoView({ block: 'center' });
    article?.focus({ preventScroll: true });
  }

  #reply(item: Item): void {
    this.#form?.open(item);
    this.#form?.focus();
  }

  #posted(answer: SubmitAnswer, text: string): void {
    const { scene, thread } = this;
    const { comment } = answer;
    const isShown = comment.status === 'approved';
    rememberOwn(scene, answer, text);
    this.live.forget(comment.id);
    const item = thread.add([comment], isShown && !scene.items.has(comment.id) ? 1 : 0);
    if (item) drawComment(scene, item);
    item?.article.focus();
    scene.say(isShown ? scene.words.posted : scene.words.awaiting);
    if (answer.proofOfWork) import('./prove.ts').then(({ prove }) => prove(scene, answer, this.live)).catch(() => null);
  }

  #report(item: Item): void {
    const { scene } = this;
    import('./report.ts').then(({ reportComment }) => reportComment(scene, item)).catch(() => scene.say(scene.words.unreachable));
  }

  #removed(item: Item): void {
    const isCounted = item.view.status === 'approved';
    this.thread.drop(item);
    this.thread.add([], isCounted ? -1 : 0);
  }
}
