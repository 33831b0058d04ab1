import { deepEqual } from 'node:assert/strict';
import { type Spec, type Subject, soon } from './contract-subject.ts';
import { added } from './specimens.ts';

export function overview(spec: Spec): void {
  changes(spec);
}

const minute = 60_000;

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
      deepEqual(await touched(subject, begun), [
        [shown.id, 'approved', 1, 0],
        [held.id, 'pending', 1, 0],
      ]);
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
      deepEqual(await touched({ store: other }, begun), after);
      clock.pass(minute);
      await store.queue.decide(make.decision([first], 'deleted'));
      deepEqual(await touched({ store: other }, clock.now()), [[held.id, 'deleted', 3, 0]]);
    },
  );
}
