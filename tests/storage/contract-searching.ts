import { deepEqual, equal, ok } from 'node:assert/strict';
import { parseQuery, type SearchTerm, searchTermsOf } from '../../src/moderation/search.ts';
import type { Position } from '../../src/storage/position.ts';
import type { QueueQuery } from '../../src/storage/searching.ts';
import type { Spec, Subject } from './contract-subject.ts';
import { added, idsOf, inOrder, searched } from './specimens.ts';

const whole = (...terms: readonly string[]): SearchTerm[] => terms.map((term) => ({ anyOf: [term] }));

const finding =
  ({ store, make }: Subject) =>
  async (terms: readonly SearchTerm[], more: Partial<QueueQuery> = {}): Promise<string[]> =>
    idsOf(
      await searched(store, { siteId: make.siteId, status: 'approved', type: null, terms, after: null, limit: 100, ...more }),
    );

export function searching(spec: Spec): void {
  spec('all terms must be there, each whole, or of several any', async (subject) => {
    const { store, make } = subject;
    const find = finding(subject);
    const alpha = await added(store, make.arrival(make.comment({ text: 'alpha beta', address: '10.1.2.3' })));
    const gamma = await added(store, make.arrival(make.comment({ text: 'alphabet gamma', address: '10.11.2.3' })));
    deepEqual(await find(whole('alpha')), [alpha.id]);
    deepEqual(await find(whole('alpha', 'beta')), [alpha.id]);
    deepEqual(await find(whole('beta', 'gamma')), []);
    deepEqual(await find([{ anyOf: ['alpha', 'alphabet', 'nowhere'] }]), inOrder([alpha, gamma]).toReversed());
    deepEqual(await find([{ anyOf: ['ip:10.1.'] }]), [alpha.id]);
    deepEqual(await find([{ anyOf: ['alpha', 'alphabet'] }, ...whole('gamma')]), [gamma.id]);
    const many = Array.from({ length: 115 }, (_, at) => `ip:10.${at}.`);
    deepEqual(await find([{ anyOf: many }, { anyOf: ['beta', 'nowhere'] }]), [alpha.id]);
    deepEqual(await find([{ anyOf: many }], { limit: 1 }), inOrder([alpha, gamma]).toReversed().slice(0, 1));
    deepEqual(await find(whole('lpha')), []);
  });

  spec('a search is of one queue: its site, its status and its type', async (subject) => {
    const { store, make } = subject;
    const find = finding(subject);
    const there = make.pageAt('there', { siteId: make.id() });
    const comment = await added(store, make.arrival(make.comment({ text: 'word' })));
    const mention = await added(store, make.arrival(make.comment({ text: 'word', type: 'webmention' })));
    const held = await added(store, make.arrival(make.comment({ text: 'word', status: 'pending' })));
    const abroad = make.comment({ text: 'word', siteId: there.siteId, pageId: there.id });
    await added(store, make.arrival(abroad, { page: there }));
    deepEqual(await find(whole('word')), inOrder([comment, mention]).toReversed());
    deepEqual(await find(whole('word'), { type: 'webmention' }), [mention.id]);
    deepEqual(await find(whole('word'), { status: 'pending' }), [held.id]);
    deepEqual(await find(whole('word'), { siteId: there.siteId }), [abroad.id]);
    await store.queue.decide(make.decision([held], 'approved'));
    deepEqual(await find(whole('word'), { status: 'pending' }), []);
    deepEqual(await find(whole('word')), inOrder([comment, mention, held]).toReversed());
    await store.queue.decide(make.decision([comment], 'deleted'));
    deepEqual(await find(whole('word'), { type: 'comment' }), [held.id]);
  });

  spec('found comments are newest first, equal times by id, and pages of them hold while rows come and go', async (subject) => {
    const { store, make, clock } = subject;
    const find = finding(subject);
    const made = [];
    for (let n = 0; n < 9; n += 1) {
      made.push(await added(store, make.arrival(make.comment({ text: 'word' }))));
      await added(store, make.arrival(make.comment({ text: 'other' })));
      if (n % 4 === 3) clock.pass(1);
    }
    const expected = inOrder(made).toReversed();
    deepEqual(await find(whole('word')), expected);
    const seen: string[] = [];
    let after: Position | null = null;
    for (;;) {
      const ids = await find(whole('word'), { after, limit: 2 });
      const last = made.find(({ id }) => id === ids.at(-1));
      if (!last) break;
      seen.push(...ids);
      after = last;
      clock.pass(1);
      await added(store, make.arrival(make.comment({ text: 'word' })));
      await store.queue.decide(make.decision([last], 'deleted'));
      await store.comments.bury(10);
    }
    deepEqual(seen, expected);
  });

  spec('ids that differ in their last letter only stand in order too, as those made one after the other', async (subject) => {
    const { store, make } = subject;
    const find = finding(subject);
    const stem = make.id().slice(0, -1);
    const made = [];
    for (const last of 'ABCDEF') made.push(await added(store, make.arrival(make.comment({ id: stem + last, text: 'word' }))));
    const newest = idsOf(made).toReversed();
    deepEqual(await find(whole('word')), newest);
    const place = made[4] ?? null;
    if (place) await store.queue.decide(make.decision([place], 'deleted'));
    await store.comments.bury(10);
    deepEqual(await find(whole('word'), { after: place, limit: 3 }), newest.slice(2, 5));
  });

  spec(
    'a search of words that seldom meet stops when it is told to, and finds each once however often it stops',
    async (subject) => {
      const { store, make, clock } = subject;
      const frequent = ['one', 'two', 'three', 'four', 'five'];
      const arrivals = Array.from({ length: 450 }, (_, at) => {
        if (at % 3 === 0) clock.pass(1);
        const terms = at % 90 === 7 ? [...frequent, 'z'] : frequent;
        return make.arrival(make.comment({ text: `number ${at}` }), { terms });
      });
      const rows = await Promise.all(arrivals.map((arrival) => added(store, arrival)));
      const expected = inOrder(rows.filter((_, at) => at % 90 === 7)).toReversed();
      const query = { siteId: make.siteId, status: 'approved', type: null, after: null, limit: 9 } as const;
      for (const words of [['z', ...frequent], ['two', 'z'], frequent.slice(0, 2)]) {
        const terms = whole(...words);
        const ids: string[] = [];
        let stops = 0;
        for (let after: Position | null = null; ; stops += 1) {
          const { comments, stoppedAt } = await store.queue.search({ ...query, terms, after }, () => true);
          ids.push(...idsOf(comments));
          if (stoppedAt === null) break;
          after = stoppedAt;
        }
        deepEqual(ids, words.includes('z') ? expected : inOrder(rows).toReversed().slice(0, 9));
        if (words.length > 5) ok(stops > 0);
      }
      const none = await store.queue.search({ ...query, terms: whole(...frequent, 'nowhere') }, () => true);
      deepEqual(none.comments, []);
      deepEqual(await finding(subject)(whole(...frequent, 'z'), { limit: 3 }), expected.slice(0, 3));
    },
  );

  spec('a term in the language of a store is a mere term', async (subject) => {
    const { store, make } = subject;
    const find = finding(subject);
    const odd = [
      'AND',
      'NOT',
      'NEAR(a',
      '*',
      '-a',
      '^a',
      'terms:x',
      "a'b",
      '{"$gt":""}'.replaceAll('"', ''),
      '$where',
      'a.b',
      '__proto__',
      '(',
      '.*',
    ];
    const comment = make.comment({ text: 'odd' });
    await added(store, make.arrival(comment, { terms: odd }));
    await added(store, make.arrival(make.comment({ text: 'plain' }), { terms: ['plain', 'a', 'b', 'x'] }));
    for (const term of odd) deepEqual([term, await find(whole(term))], [term, [comment.id]]);
    deepEqual(await find(whole('OR', 'plain')), []);
    deepEqual(await find([{ anyOf: odd }]), [comment.id]);
    deepEqual(await find(whole('.')), [], 'a term is no pattern');
  });

  spec('any script is found by the words our tokenizer makes of it, in any case', async (subject) => {
    const { store, make } = subject;
    const find = finding(subject);
    const texts = {
      'STRASSE ÉCOLE': 'école',
      'Привет мир': 'ПРИВЕТ',
      東京都に行く: '京都',
      'שלום עולם': 'עולם',
      'ｆｕｌｌ width': 'full',
    };
    for (const [text, query] of Object.entries(texts)) {
      const comment = await added(store, make.arrival(make.comment({ text, author: { name: 'X' } })));
      const terms = await parseQuery(query, { pageId: async () => null, wholeAddresses: true });
      deepEqual([query, await find(terms)], [query, [comment.id]]);
    }
  });

  spec('a comment with as many terms as there can be is found by its last', async (subject) => {
    const { store, make } = subject;
    const text = Array.from({ length: 3_000 }, (_, at) => `w${at}${'x'.repeat(80)}`).join(' ');
    const comment = make.comment({ text });
    const terms = searchTermsOf(comment);
    equal(terms.length, 2_000);
    await added(store, make.arrival(comment, { terms }));
    deepEqual(await finding(subject)(whole(terms.at(-1) ?? '')), [comment.id]);
  });
}
