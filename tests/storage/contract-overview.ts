import { deepEqual, equal } from 'node:assert/strict';
import { encodeTime } from 'ulid';
import { type Spec, type Subject, soon } from './contract-subject.ts';
import { added, idsOf, nothing } from './specimens.ts';

export function overview(spec: Spec): void {
  changes(spec);
  figures(spec);
  reports(spec);
}

const minute = 60_000;
const day = 24 * 60 * minute;

const touched = async ({ store }: Pick<Subject, 'store'>, since: number, limit = 9) =>
  (await store.overview.changed(since, limit)).map(({ id, status, version, reports }) => [id, status, version, reports]);

function changes(spec: Spec): void {
  spec(
    'whatever changes of a comment is seen by any store, what is held and what is deleted too, latest first',
    async (subject) => {
      const { store, make, clock } = subject;
      const other = await subject.another();
      const begun = clock.now();
      const [held, shown] = [make.comment({ status: 'pending' }), make.comment()];
      const first = await added(store, make.arrival(held));
      clock.pass(minute);
      await added(store, make.arrival(shown));
      await soon(
        () => touched(subject, begun),
        [
          [shown.id, 'approved', 1, 0],
          [held.id, 'pending', 1, 0],
        ],
      );
      deepEqual(
        await touched(subject, clock.now()),
        [[shown.id, 'approved', 1, 0]],
        'the time named counts, what was before does not',
      );
      deepEqual(await touched(subject, begun, 1), [[shown.id, 'approved', 1, 0]]);
      clock.pass(minute);
      await store.queue.decide(make.decision([first], 'spam'));
      clock.pass(minute);
      await store.comments.revise({ comment: { ...shown, text: 'Better' }, version: 1, terms: [], jobs: [], log: null });
      clock.pass(minute);
      await store.queue.report(shown.id, { reporter: 'a', reason: 'spam', text: null, at: clock.now() }, { jobs: [], log: null });
      const after = [
        [shown.id, 'approved', 2, 1],
        [held.id, 'spam', 2, 0],
      ];
      await soon(() => touched(subject, clock.now()), after.slice(0, 1));
      await soon(() => touched({ store: other }, begun), after);
      clock.pass(minute);
      await store.queue.decide(make.decision([first], 'deleted'));
      await soon(() => touched({ store: other }, clock.now()), [[held.id, 'deleted', 3, 0]]);
    },
  );
}

const placeAt = (time: number) => encodeTime(time, 10) + '0'.repeat(16);

function figures(spec: Spec): void {
  spec(
    'comments of a time are counted by what they are now, each bound where it belongs, deleted ones not at all',
    async (subject) => {
      const { store, make, clock } = subject;
      const start = clock.now();
      const made = [];
      for (const status of ['pending', 'spam', 'spam', 'approved', 'trash', 'approved'] as const) {
        made.push(await added(store, make.arrival(make.comment({ status }))));
      }
      clock.pass(day);
      await added(store, make.arrival(make.comment()));
      await store.queue.decide(make.decision(made.slice(0, 1), 'approved'));
      await store.queue.decide(make.decision(made.slice(1, 2), 'deleted'));
      const count = (from: number, until: number) => store.overview.arrivals(make.siteId, from, until);
      deepEqual(await count(start, start + day), { pending: 0, approved: 3, spam: 1, trash: 1 });
      deepEqual(await count(start + 1, start + day + 1), { pending: 0, approved: 1, spam: 0, trash: 0 });
      deepEqual(await store.overview.arrivals(make.id(), start, start + day), { pending: 0, approved: 0, spam: 0, trash: 0 });
    },
  );

  spec('decisions come in order, of one site, between two places, with who decided; no more than asked for', async (subject) => {
    const { store, make, clock } = subject;
    const comment = await added(store, make.arrival(make.comment({ status: 'pending' })));
    const other = await added(store, make.arrival(make.comment({ status: 'pending' })));
    const start = clock.now();
    const told = [];
    for (const [act, to] of [
      ['decide', 'spam'],
      ['undo', 'pending'],
      ['rejudge', 'approved'],
    ] as const) {
      clock.pass(minute);
      const entry = make.entry({ act });
      await store.queue.decide(make.decision(act === 'undo' ? [comment] : [comment, other], to, { entry }));
      told.push([entry.id, clock.now(), act]);
    }
    const between = { after: placeAt(start), before: placeAt(clock.now() + 1) };
    const found = await store.overview.decisions(make.siteId, between, 99);
    deepEqual(
      found.filter(({ commentId }) => commentId === comment.id).map(({ id, at, act }) => [id, at, act]),
      told,
    );
    deepEqual(
      found.filter(({ commentId }) => commentId === comment.id).map(({ from, to, by }) => [from, to, by]),
      [
        ['pending', 'spam', 'cli'],
        ['spam', 'pending', 'cli'],
        ['pending', 'approved', 'cli'],
      ],
    );
    equal(found.length, 5);
    equal((await store.overview.decisions(make.siteId, between, 2)).length, 2);
    const last = { after: placeAt(clock.now()), before: placeAt(clock.now() + 1) };
    equal((await store.overview.decisions(make.siteId, last, 99)).length, 2);
    deepEqual(await store.overview.decisions(make.id(), between, 99), []);
  });

  spec('the latest pages come first, and go on before one of them; a merged page is none', async ({ store, make, clock }) => {
    const made = [];
    for (const path of ['one', 'two', 'three']) {
      clock.pass(1);
      made.unshift(await store.pages.ensure(make.pageAt(path), `blog.example/${path}`));
    }
    const latest = async (before: string | null, limit: number) =>
      idsOf(await store.overview.latestPages(make.siteId, before, limit));
    deepEqual(await latest(null, 9), idsOf(made));
    deepEqual(await latest(made[0]?.id ?? '', 1), idsOf(made.slice(1, 2)));
    deepEqual(idsOf(await store.overview.latestPages(make.id(), null, 9)), []);
    await store.pages.merge(made[1]?.id ?? '', made[0]?.id ?? '', nothing);
    await soon(() => latest(null, 9), idsOf([made[0], made[2]].filter((page) => page !== undefined)));
  });
}

function reports(spec: Spec): void {
  spec('what is reported is listed by itself until it is answered, and may be reported anew', async (subject) => {
    const { store, make, clock } = subject;
    const [first, second] = [make.comment(), make.comment()];
    for (const comment of [first, second]) await added(store, make.arrival(comment));
    const told = { reporter: 'a', reason: 'rude', text: null, at: clock.now() };
    await store.queue.report(first.id, told, { jobs: [], log: null });
    const terms = [{ anyOf: ['well'] }];
    const listed =
      (some = terms.slice(0, 0)) =>
      async () => {
        const query = {
          siteId: make.siteId,
          status: 'approved',
          type: null,
          reported: true,
          terms: some,
          after: null,
          limit: 9,
        } as const;
        return idsOf(await store.queue.list(query));
      };
    await soon(listed(), [first.id]);
    deepEqual(await listed(terms)(), [first.id]);
    const log = make.entry({ act: 'reports' });
    equal(await store.overview.answerReports(first.id, { jobs: [make.job('told')], log }), true);
    equal(await store.overview.answerReports(first.id, nothing), false);
    equal(await store.overview.answerReports(make.id(), nothing), false);
    deepEqual(await listed()(), []);
    deepEqual((await store.queue.reports([first.id])).get(first.id) ?? [], []);
    deepEqual(await store.queue.entry(log.id), { entry: log, items: [] });
    equal(await store.queue.report(first.id, told, { jobs: [], log: null }), true);
    await soon(async () => (await store.comments.byId(first.id))?.reports, 1);
    await soon(listed(), [first.id]);
  });

  spec('a note is a line of the log by itself', async ({ store, make }) => {
    const entry = make.entry({ act: 'retry', detail: { job: 'x' } });
    await store.overview.note(entry);
    deepEqual(await store.queue.log([make.siteId], null, 9), [entry]);
  });
}
