import { deepEqual, equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../../src/storage/store.ts';
import { type Clock, clockFrom } from '../support/running.ts';
import { createSpecimens, nothing, type Specimens } from './specimens.ts';
import type { StoreKind } from './stores.ts';

/** What a test of the contract is given: an empty database with one site, one store on it, and more where it asks for them. */
export interface Subject {
  readonly kind: StoreKind;
  readonly address: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly make: Specimens;
  /** One more store on the same database, as another process has it. */
  another(): Promise<Store>;
  /** Closes all stores. What stands anywhere in the database afterwards? */
  holds(text: string): Promise<boolean>;
}

/** One sentence of the contract. */
export type Spec = (title: string, act: (subject: Subject) => Promise<void>) => void;

export const specOf =
  (kind: StoreKind): Spec =>
  (title, act) => {
    test(title, async (t) => act(await subjectOn(t, kind)));
  };

async function subjectOn(t: TestContext, kind: StoreKind): Promise<Subject> {
  const clock = clockFrom();
  const place = await kind.create();
  const opened: Store[] = [];
  const closeAll = async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  };
  t.after(async () => {
    await closeAll();
    await place.remove();
  });
  const another = async () => {
    const store = await kind.open(place.address, clock.now);
    opened.push(store);
    return store;
  };
  const store = await another();
  const make = createSpecimens(clock);
  equal(await store.sites.add(make.site('blog', { id: make.siteId }), { shareHosts: false }, nothing), 'added');
  const holds = async (text: string) => {
    await closeAll();
    return kind.holds(place.address, text);
  };
  return { kind, address: place.address, store, clock, make, another, holds };
}

const patienceMs = 10_000;

/** What is derived reaches other processes a moment later: waits until it is so, and fails with the difference. */
export async function soon<T>(read: () => Promise<T>, expected: T): Promise<void> {
  for (const end = Date.now() + patienceMs; ; await pause(20)) {
    try {
      deepEqual(await read(), expected);
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
