import type { OwnView, SubmitAnswer } from '../wire/comments.ts';
import type { CommentView } from '../wire/thread.ts';
import { ask, send } from './asking.ts';
import { drawComment } from './comment.ts';
import { h } from './dom.ts';
import { askUnder } from './inline-form.ts';
import { keep, recall } from './kept.ts';
import type { Item, Own, Scene } from './scene.ts';

const most = 20;
const aboutOf = ({ place }: Scene): string => `${place.site}:${place.url}`;
const keepAll = (scene: Scene): void => keep('own', aboutOf(scene), [...scene.own.values()].slice(-most));

/** Comments that this browser posted here. */
export function recallOwn(scene: Scene): void {
  for (const own of recall<Own[]>('own', aboutOf(scene)) ?? []) scene.own.set(own.id, own);
}

/** A window is counted from now, as this browser's clock may not be the service's. */
export function rememberOwn(scene: Scene, { comment, editToken, editUntil }: SubmitAnswer, text: string): void {
  const until = Date.now() + Date.parse(editUntil) - Date.parse(comment.date);
  scene.own.set(comment.id, { id: comment.id, token: editToken, until, text });
  keepAll(scene);
}

const bearer = ({ token }: Own) => ({ Authorization: `Bearer ${token}` });

/** Those of one's own that the thread does not show to everybody: still waiting, for their author's eyes. */
export async function waitingOwn(scene: Scene): Promise<CommentView[]> {
  const found = [...scene.own.values()].map(async (own) => {
    if (scene.items.has(own.id)) return null;
    const view = await ask<OwnView>(scene.place, `comments/${own.id}`, { headers: bearer(own) }).catch(({ code }) => {
      if (/^un(known|auth)/.test(code)) scene.own.delete(own.id);
    });
    return view?.comment.status === 'pending' ? view.comment : null;
  });
  const views = (await Promise.all(found)).filter((view) => view !== null);
  if (found.length > 0) keepAll(scene);
  return views;
}

export function editOwn(scene: Scene, item: Item, own: Own): void {
  const { words, place } = scene;
  const area = h('textarea', { rows: '6', maxlength: '65525', 'aria-label': words.comment });
  area.value = own.text;
  askUnder(scene, item, {
    content: [area],
    submit: words.saveChanges,
    act: async () => {
      const text = area.value;
      const body = { text };
      const answer = await send<SubmitAnswer>(place, `comments/${own.id}`, { method: 'PATCH', body, headers: bearer(own) });
      scene.own.set(own.id, { ...own, token: answer.editToken, text });
      keepAll(scene);
      item.view = answer.comment;
      drawComment(scene, item);
      return item.view.status === 'pending' ? words.awaiting : words.changed;
    },
  });
}

export function removeOwn(scene: Scene, item: Item, { own, gone }: { own: Own; gone: () => void }): void {
  const { words, place } = scene;
  askUnder(scene, item, {
    content: [h('p', {}, words.deleteSure)],
    submit: words.delete,
    act: async () => {
      await send(place, `comments/${own.id}`, { method: 'DELETE', headers: bearer(own) });
      scene.own.delete(own.id);
      keepAll(scene);
      gone();
      return words.deleted;
    },
  });
}
