import { deepEqual, equal } from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import type { Arrival, Store } from '../../src/storage/store.ts';
import { until } from '../support/until.ts';
import { startChild } from './child.ts';
import { addComment, ensurePage } from './model.ts';
import { arrivalOf, type Draft, draft } from './model-comment-acts.ts';
import { acts, type Scene } from './model-scene.ts';

/** The store is closed while the answer is awaited: all of it happened or nothing, and looking tells which. */
const closing = acts<Draft>('add and close', draft, async (asked, scene) => {
  const { real, store, model } = scene;
  const arrival = arrivalOf(scene, asked);
  const [answer] = await Promise.allSettled([store.comments.add(arrival), store.close()]);
  const at = real.stores.indexOf(store);
  const next = await real.kind.open(real.address, real.clock.now);
  real.stores[at] = next;
  if (answer.status === 'fulfilled') deepEqual(answer.value, addComment(model, arrival));
  else await followUnanswered(scene, next, arrival);
});

/** What stands of an addition that nobody answered: the comment; or its page alone, which is made before it; or nothing. */
async function followUnanswered({ model }: Scene, store: Store, arrival: Arrival): Promise<void> {
  const { comment, page, pageKey } = arrival;
  if (await store.comments.byId(comment.id)) equal(addComment(model, arrival).outcome, 'added');
  else if (pageKey !== null && (await store.pages.byKey(page.siteId, pageKey))) ensurePage(model, page, pageKey);
}

const reopening = acts('reopen', {}, async (_, { real, store }) => {
  const at = real.stores.indexOf(store);
  await store.close();
  real.stores[at] = await real.kind.open(real.address, real.clock.now);
});

/** Another process is killed while it adds. */
const killing = acts<{ what: Draft; turns: number }>(
  'add and kill',
  { what: fc.record<Draft>(draft), turns: fc.nat({ max: 200 }) },
  async ({ what, turns }, scene) => {
    const { real, store, model } = scene;
    const arrival = arrivalOf(scene, what);
    const { kind, address, clock } = real;
    const { id } = arrival.comment;
    const own = kind.addressFor(address, id);
    const child = startChild('adding-process.ts', kind.name, own, `${clock.now()}`, JSON.stringify(arrival));
    await child.said(1);
    child.go();
    for (let turn = 0; turn < turns; turn += 1) await nextTurn();
    await child.kill();
    await until(() => kind.isLeftBy(address, id));
    const outcome = child.lines[1];
    if (outcome !== undefined) equal(outcome, addComment(model, arrival).outcome);
    else await followUnanswered(scene, store, arrival);
  },
  'soon',
);

export const crashes = [reopening, closing];
/** Each takes a process of its own, hence time. */
export const slowCrashes = [killing];
