import type { CommentView } from '../wire/thread.ts';
import { around, fill, plural } from '../words/fill.ts';
import { h, http } from './dom.ts';
import { safeNodes } from './safe-html.ts';
import type { Item, Own, Scene } from './scene.ts';

type Author = NonNullable<CommentView['author']>;

/** A comment's place in the list, with what its view says drawn into it. Its replies are hung under it by the thread. */
export function newItem(scene: Scene, view: CommentView, above: Item | null): Item {
  const article = h('article', { class: 'comment', id: `comment-${view.id}`, tabindex: '-1' });
  const replies = h('ol', { class: 'replies' });
  const li = h('li', {}, article);
  const item = { view, above, level: (above?.level ?? 0) + 1, li, article, replies };
  scene.items.set(view.id, item);
  drawComment(scene, item);
  return item;
}

export function drawComment(scene: Scene, item: Item): void {
  const { view, article } = item;
  if (!view.author || view.status === 'removed') article.replaceChildren(h('p', { class: 'removed' }, scene.words.removed));
  else if (view.type === 'comment') article.replaceChildren(...written(scene, item, view.author));
  else article.replaceChildren(linkback(scene, view, view.author));
}

function written(scene: Scene, item: Item, author: Author): Node[] {
  const { words } = scene;
  const { view } = item;
  const url = http(author.url);
  const avatar = http(author.avatar);
  const by = h(
    'header',
    { class: 'by' },
    avatar && h('img', { class: 'avatar', src: avatar, alt: '', width: '32', height: '32', loading: 'lazy' }),
    h('b', { class: 'name' }, h('bdi', {}, url ? h('a', { href: url, rel: 'ugc external nofollow' }, author.name) : author.name)),
    author.moderator && h('span', { class: 'role' }, words.moderator),
    permalink(scene, view),
    view.edited && h('span', { class: 'edited' }, words.edited),
  );
  const text = h('div', { class: 'text', dir: 'auto' }, safeNodes(view.html ?? ''));
  const waits = view.status === 'pending' && h('p', { class: 'awaiting' }, words.awaiting);
  return [by, ...(waits ? [waits] : []), text, actions(scene, item, author)];
}

function actions(scene: Scene, item: Item, { name }: Author): HTMLElement {
  const { words, acts } = scene;
  const own = scene.own.get(item.view.id);
  const shown = item.view.status === 'approved';
  const act = (text: string, label: string | null, click: () => void) =>
    h('button', { class: 'act', 'aria-label': label, click }, text);
  return h(
    'footer',
    { class: 'acts' },
    shown && scene.open && act(words.reply, fill(words.replyTo, 'name', name), () => acts.reply(item)),
    ...(own && own.until > Date.now() ? ownActions(scene, item, { own, act }) : []),
    shown && !own && act(words.report, fill(words.reportOf, 'name', name), () => acts.report(item)),
  );
}

function ownActions(
  scene: Scene,
  item: Item,
  { own, act }: { own: Own; act: (text: string, label: null, click: () => void) => Node },
): Node[] {
  const { words, acts, lang } = scene;
  const minutes = Math.ceil((own.until - Date.now()) / 60_000);
  return [
    act(words.edit, null, () => acts.edit(item, own)),
    act(words.delete, null, () => acts.remove(item, own)),
    h('span', { class: 'left' }, plural(words.minutesLeft, minutes, lang)),
  ];
}

/** One line, as on a WordPress page. */
function linkback(scene: Scene, view: CommentView, author: Author): HTMLElement {
  const [before, after] = around(view.type === 'comment' ? '{link}' : scene.words[view.type], 'link');
  const link = h('a', { href: http(view.source ?? author.url), rel: 'ugc external nofollow' }, h('bdi', {}, author.name));
  return h('p', { class: 'linkback' }, before, link, after, ' ', permalink(scene, view));
}

function permalink({ dates }: Scene, { id, date }: CommentView): HTMLElement {
  const at = new Date(date);
  const time = h('time', { datetime: date, title: dates.exact(at) }, dates.ago(at));
  return h('a', { class: 'date', href: `#comment-${id}` }, time);
}
