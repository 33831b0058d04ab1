import type { CommentView, ThreadView } from '../wire/thread.ts';
import { plural } from '../words/fill.ts';
import { ask, pageQuery } from './asking.ts';
import { drawComment, newItem } from './comment.ts';
import { h } from './dom.ts';
import type { Item, Scene } from './scene.ts';

/** The order of the service: by date, then id. */
const keys = new WeakMap<Element, string>();

/** Hangs a comment where it belongs, with what is under it: under what it answers, by date. One that is there already stays. */
export function hang(scene: Scene, view: CommentView, { top, above }: { top: HTMLElement; above: Item | null }): Item {
  const known = scene.items.get(view.id);
  const item = known ?? newItem(scene, view, above);
  if (known) redraw(scene, known, view);
  else putInOrder(above ? above.replies : top, item, above ? 'oldest' : scene.order);
  if (above && !above.replies.isConnected) above.article.after(above.replies);
  for (const reply of view.replies) hang(scene, reply, { top, above: item });
  if (view.moreReplies && !known) item.li.append(moreButton(scene, item, view.moreReplies));
  return item;
}

function redraw(scene: Scene, item: Item, view: CommentView): void {
  const isSame = item.view.html === view.html && item.view.status === view.status;
  item.view = view;
  if (!isSame) drawComment(scene, item);
}

/** Hangs one that comes by itself: under the comment it answers, if that is here, and no deeper than replies go. */
export function hangAlone(scene: Scene, view: CommentView, top: HTMLElement): Item {
  let above = scene.items.get(view.parent ?? '') ?? null;
  while (above && above.level >= scene.maxDepth) above = above.above;
  return hang(scene, view, { top, above });
}

/** From the end, where nearly everything belongs. */
function putInOrder(list: HTMLElement, { li, view }: Item, order: 'oldest' | 'newest'): void {
  const key = view.date + view.id;
  keys.set(li, key);
  const comesBefore = (other: Element) => (keys.get(other) ?? '') < key === (order === 'oldest');
  let before = list.lastElementChild;
  while (before && !comesBefore(before)) before = before.previousElementSibling;
  if (before) before.after(li);
  else list.prepend(li);
}

/** The rest of the replies under a top-level comment, in parts. */
function moreButton(scene: Scene, item: Item, more: NonNullable<CommentView['moreReplies']>): HTMLElement {
  const { words, lang, place, items } = scene;
  let { count, cursor } = more;
  const button = h('button', { class: 'more', type: 'button', click: load }, plural(words.moreReplies, count, lang));
  const line = h('p', {}, button);
  return line;

  async function load() {
    const view = await ask<ThreadView>(place, `thread?${pageQuery(place, { root: item.view.id, cursor })}`).catch(() => null);
    if (!view || scene.stopped.aborted) return scene.say(words.notLoaded);
    const before = items.size;
    const shown = view.comments.map((reply) => hangAlone(scene, reply, item.replies));
    count -= items.size - before;
    cursor = view.next ?? '';
    button.textContent = plural(words.moreReplies, Math.max(1, count), lang);
    shown[0]?.article.focus({ preventScroll: true });
    if (!view.next) line.remove();
  }
}
