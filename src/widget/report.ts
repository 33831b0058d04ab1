import { send } from './asking.ts';
import { h } from './dom.ts';
import { askUnder } from './inline-form.ts';
import type { Item, Scene } from './scene.ts';

/** A reader's quiet word about somebody else's comment. */
export function reportComment(scene: Scene, item: Item): void {
  const { words, place } = scene;
  const reasons = { spam: words.reportSpam, abuse: words.reportAbuse, other: words.reportOther };
  const choices = Object.entries(reasons).map(([value, text]) => h('option', { value }, text));
  const select = h('select', { id: 'reason' }, ...choices);
  askUnder(scene, item, {
    content: [h('label', { for: 'reason' }, words.reportWhy), select],
    submit: words.reportSend,
    act: async () => {
      await send(place, `comments/${item.view.id}/report`, { body: { reason: select.value } });
      return words.reported;
    },
  });
}
