import type { CommentView, ThreadView } from '../wire/thread.ts';
import { plural } from '../words/fill.ts';
import { ask, pageQuery } from './asking.ts';
import { drawComment, newItem } from './comment.ts';
import { h } from './dom.ts';
import type { Item, Order, Scene } from './scene.ts';

/** The order of the service: by date, then id. */
const keys = new WeakMap<Element, string>();

/** Hangs a comment where it belongs, with what is under it: under what it answers, by date. One that is there already stays. */
export function hang(scene: Scene, view: CommentView, { top, above }: { top: HTMLElement; above: Item | null }): Item {
  const known = scene.items.get(view.id);
  const item = known ?? newItem(scene, view, above);
  if (known) redraw(scene, known, view);
  else if (above) putInOrder(above.replies, item, 'oldest');
  else putInPart(top, item, scene.order);
  if (above && !above.replies.isConnected) above.article.after(above.replies);
  for (const reply of view.replies) hang(scene, reply, { top, above: item });
  if (view.moreReplies && !known) item.li.append(moreButton(scene, item, view.moreReplies));
  return item;
}

/** Draws what is there already anew, if it changed. */
export function redraw(scene: Scene, item: Item, view: CommentView): void {
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

/** Whether another stands before this one. */
const standsBefore =
  ({ view }: Item, order: Order) =>
  (other: Element | null): boolean =>
    (keys.get(other as Element) ?? '') < view.date + view.id === (order === 'oldest');

/** From the end, where nearly everything belongs. Answers what it stands behind. */
function putInOrder(list: Element, item: Item, order: Order): Element | null {
  const { li, view } = item;
  const isBefore = standsBefore(item, order);
  keys.set(li, view.date + view.id);
  let before = list.lastElementChild;
  while (before && !isBefore(before)) before = before.previousElementSibling;
  if (before) before.after(li);
  else list.prepend(li);
  return before;
}

/** A browser asks of every part whether it is in sight: of a part of fifty comments that costs nothing, of five thousand comments it does. */
const longestPart = 50;
const newPart = () => h('ol', { class: 'part' });

/** Top-level comments stand in parts, which are skipped while they are out of sight. */
function putInPart(parts: HTMLElement, item: Item, order: Order): void {
  if (!parts.firstChild) parts.append(newPart());
  let part = parts.lastElementChild as HTMLElement;
  while (part.previousElementSibling && !standsBefore(item, order)(part.firstElementChild))
    part = part.previousElementSibling as HTMLElement;
  const before = putInOrder(part, item, order);
  part.style.containIntrinsicSize = `auto ${8 * part.childElementCount}em`;
  if (part.childElementCount <= longestPart || (before && item.li.nextElementSibling)) return;
  const next = newPart();
  part[before ? 'after' : 'before'](next);
  next.append(item.li);
}

/** The rest of the replies under a top-level comment, in parts. */
function moreButton(scene: Scene, item: Item, more: NonNullable<CommentView['moreReplies']>): HTMLElement {
  const { words, lang, place, items } = scene;
  let { count, cursor } = more;
  const button = h('button', { class: 'more', click: load }, plural(words.moreReplies, count, lang));
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
