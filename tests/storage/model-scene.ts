import { deepEqual } from 'node:assert/strict';
import fc from 'fast-check';
import type { Store } from '../../src/storage/store.ts';
import type { Clock } from '../support/running.ts';
import { soon } from './contract-subject.ts';
import type { Model } from './model.ts';
import { modelView, type Standpoint, storeView } from './model-views.ts';
import type { Specimens } from './specimens.ts';
import type { StoreKind } from './stores.ts';

/** Two stores on one database, as two processes have them. */
export interface Real {
  readonly kind: StoreKind;
  readonly address: string;
  readonly clock: Clock;
  readonly make: Specimens;
  readonly start: string;
  readonly stores: [Store, Store];
}

/** What an act works with: the store it goes through, and the model beside it. */
export interface Scene {
  readonly real: Real;
  readonly store: Store;
  readonly model: Model;
}

export type Perform = (scene: Scene) => Promise<unknown>;

/** When all that can be seen through the store that acted is as the model has it: a process that died leaves its work to others. */
type Seen = 'at once' | 'soon';

/** One act on both, after which all that can be seen is equal, through the other store soon. */
function act(asked: object, { via, seen }: { via: 0 | 1; seen: Seen }, perform: Perform): fc.AsyncCommand<Model, Real> {
  const run = async (model: Model, real: Real): Promise<void> => {
    await perform({ real, store: real.stores[via], model });
    const at: Standpoint = { siteId: real.make.siteId, start: real.start, now: real.clock.now() };
    const expected = modelView(model, at);
    const look = (which: 0 | 1) => storeView(real.stores[which], model, at);
    if (seen === 'at once') deepEqual(await look(via), expected);
    else await soon(() => look(via), expected);
    await soon(() => look(via === 0 ? 1 : 0), expected);
  };
  return { check: () => true, run, toString: () => JSON.stringify({ ...asked, via }) };
}

/** Acts of one kind; `perform` is given what was drawn for it. */
export function acts<T extends object>(
  name: string,
  drawn: { readonly [K in keyof T]: fc.Arbitrary<T[K]> },
  perform: (asked: T, scene: Scene) => Promise<unknown>,
  seen: Seen = 'at once',
): fc.Arbitrary<fc.AsyncCommand<Model, Real>> {
  return fc
    .tuple(fc.record<T>(drawn), fc.constantFrom<0 | 1>(0, 1))
    .map(([asked, via]) => act({ act: name, ...asked }, { via, seen }, (scene) => perform(asked, scene)));
}

export const few = fc.nat({ max: 2 });
/** Of the keys of pages, the first three of which stand from the start. */
export const anyPage = fc.nat({ max: 4 });
/** Which of all there are; the latest most often, as those are the ones with an open fate. */
export const pick = fc.oneof(few, fc.nat({ max: 40 }));
export const millisecondsAway = fc.constantFrom(0, 1, 60_000, 3_600_000);
export const keyAt = (at: number): string => `blog.example/$${at}.html`;
