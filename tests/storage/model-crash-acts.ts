import { deepEqual, equal } from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { startChild } from './child.ts';
import { addComment } from './model.ts';
import { arrivalOf, type Draft, draft } from './model-comment-acts.ts';
import { acts } from './model-scene.ts';

/** The store is closed while the answer is awaited: all of it happened or nothing, and looking tells which. */
const closing = acts<Draft>('add and close', draft, async (asked, scene) => {
  const { real, store, model } = scene;
  const arrival = arrivalOf(scene, asked);
  const [answer] = await Promise.allSettled([store.comments.add(arrival), store.close()]);
  const at = real.stores.indexOf(store);
  const next = await real.kind.open(real.address, real.clock.now);
  real.stores[at] = next;
  if (answer.status === 'fulfilled') deepEqual(answer.value, addComment(model, arrival));
  else if (await next.comments.byId(arrival.comment.id)) equal(addComment(model, arrival).outcome, 'added');
});

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
    const child = startChild('adding-process.ts', real.kind.name, real.address, `${real.clock.now()}`, JSON.stringify(arrival));
    await child.said(1);
    child.go();
    for (let turn = 0; turn < turns; turn += 1) await nextTurn();
    await child.kill();
    const isThere = (await store.comments.byId(arrival.comment.id)) !== null;
    const outcome = child.lines[1];
    if (outcome !== undefined) equal(outcome, addComment(model, arrival).outcome);
    else if (isThere) equal(addComment(model, arrival).outcome, 'added');
  },
);

export const crashes = [reopening, closing];
/** Each takes a process of its own, hence time. */
export const slowCrashes = [killing];
