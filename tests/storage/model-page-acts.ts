import { equal } from 'node:assert/strict';
import fc from 'fast-check';
import { ensurePage, merge, pageOf, rehome } from './model.ts';
import { acts, anyPage, few, keyAt, millisecondsAway, pick } from './model-scene.ts';
import { nothing } from './specimens.ts';

const passing = acts<{ milliseconds: number }>('pass', { milliseconds: millisecondsAway }, async ({ milliseconds }, { real }) =>
  real.clock.pass(milliseconds),
);

const paging = acts<{ what: 'ensure' | 'open' | 'move'; from: number; into: number }>(
  'page',
  { what: fc.constantFrom('ensure', 'open', 'move'), from: anyPage, into: anyPage },
  async ({ what, from, into }, { real, store, model }) => {
    const { make } = real;
    const [a, b] = [model.keys.get(keyAt(from)), model.keys.get(keyAt(into))];
    if (what === 'ensure') {
      const page = make.pageAt(`$${from}.html`);
      equal((await store.pages.ensure(page, keyAt(from))).id, ensurePage(model, page, keyAt(from)));
    } else if (what === 'open') {
      equal((await store.pages.setOpen(a ?? 'none', into === 1, nothing))?.open, a && into === 1);
      if (a) model.pages.set(a, { ...pageOf(model, a), open: into === 1 });
    } else {
      const move = { oldKey: keyAt(from), newKey: keyAt(into), newUrl: `https://blog.example/moved-${from}` };
      const expected = a === undefined ? 'unknown' : b !== undefined && b !== a ? 'taken' : 'moved';
      equal(await store.pages.move(make.siteId, move, nothing), expected);
      if (expected !== 'moved' || a === undefined) return;
      model.keys.set(keyAt(into), a);
      model.pages.set(a, { ...pageOf(model, a), url: move.newUrl });
    }
  },
);

const merging = acts<{ from: number; into: number }>('merge', { from: pick, into: pick }, async ({ from, into }, scene) => {
  const { real, store, model } = scene;
  const all = [...model.pages.keys()];
  const standing = all.filter((id) => !model.mergedInto.has(id));
  // Two that stand, most of the time.
  const onward = from <= 2 && into <= 2 ? from + 1 + (into % 2) : into;
  const ids = [from, onward].map((at) => (at <= 4 ? standing[at % Math.max(1, standing.length)] : all[at]) ?? real.make.id());
  const [a = '', b = ''] = ids;
  equal(await store.pages.merge(a, b, nothing), merge(model, a, b));
});

const rehoming = acts('rehome', {}, async (_, { store, model }) => {
  // The latest first: a page must go where its keys point now, whatever has been brought over already.
  for (const id of [...model.mergedInto.keys()].toReversed()) while ((await store.pages.rehome(id, 1)) > 0);
  rehome(model);
});

const claiming = acts<{ name: number; value: number }>('claim', { name: few, value: few }, async (asked, { store, model }) => {
  const name = ['__proto__', '$a.b', 'a'][asked.name] ?? '';
  const standing = model.claims.get(name) ?? `${asked.value}`;
  model.claims.set(name, standing);
  equal(await store.claim(name, `${asked.value}`), standing);
});

export const pageActs = [passing, paging, paging, merging, merging, rehoming, claiming];
