import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { type Lesson, mostLessons } from '../../src/spam/lesson.ts';
import type { Spec } from './contract-subject.ts';
import { added } from './specimens.ts';

const idsOf = (some: readonly Lesson[]) => some.map(({ id }) => id);

/** What moderators taught the filter. */
export function lessons(spec: Spec): void {
  const lesson = (id: string, parts: Partial<Lesson> = {}): Lesson => ({
    id,
    isSpam: true,
    taughtAt: id,
    digest: `digest of ${id}`,
    content: 'AAAA',
    ...parts,
  });

  spec('lessons come back by label, newest first, each digest once', async ({ store, make }) => {
    const { siteId } = make;
    await store.lessons.teach(siteId, [
      lesson('1'),
      lesson('2', { isSpam: false }),
      lesson('3', { digest: 'same', content: 'old' }),
      lesson('4', { digest: 'same', content: 'new' }),
    ]);
    await store.lessons.teach(make.id(), [lesson('9')]);
    deepEqual(await store.lessons.newest(siteId, true, 10), [lesson('4', { digest: 'same', content: 'new' }), lesson('1')]);
    deepEqual(idsOf(await store.lessons.newest(siteId, true, 1)), ['4']);
    deepEqual(idsOf(await store.lessons.newest(siteId, false, 10)), ['2']);
  });

  spec('a lesson taught again stands in the place of the one before', async ({ store, make }) => {
    await store.lessons.teach(make.siteId, [lesson('1')]);
    await store.lessons.teach(make.siteId, [lesson('1', { isSpam: false, taughtAt: '2' })]);
    deepEqual(await store.lessons.newest(make.siteId, true, 10), []);
    deepEqual(await store.lessons.newest(make.siteId, false, 10), [lesson('1', { isSpam: false, taughtAt: '2' })]);
  });

  spec('the revision changes with every change of them, and only then', async (subject) => {
    const { store, make } = subject;
    const { siteId } = make;
    const other = await subject.another();
    const seen = [await store.lessons.revision(siteId)];
    const note = async () => seen.push(await other.lessons.revision(siteId));
    await store.lessons.teach(siteId, [lesson('1'), lesson('2')]);
    await note();
    await store.lessons.teach(siteId, [lesson('1', { isSpam: false, taughtAt: '3' })]);
    await note();
    await store.lessons.forget(siteId, ['2', 'unknown']);
    await note();
    equal(new Set(seen).size, seen.length);
    await store.lessons.forget(make.id(), ['1']);
    equal(await store.lessons.revision(siteId), seen.at(-1));
    notEqual(seen[0], seen[1]);
  });

  spec('of a label so many are kept, and the oldest go', async ({ store, make }) => {
    const numbered = (at: number) => String(at).padStart(6, '0');
    const many = Array.from({ length: mostLessons + 5 }, (_, at) => lesson(numbered(at)));
    await store.lessons.teach(make.siteId, [lesson('good', { isSpam: false, taughtAt: '0' }), ...many]);
    const kept = await store.lessons.newest(make.siteId, true, mostLessons * 2);
    deepEqual([kept.length, kept.at(-1)?.id], [mostLessons, numbered(5)]);
    equal((await store.lessons.newest(make.siteId, false, 5)).length, 1);
  });

  spec('deleting a comment takes its lesson with it; the expiry of spam leaves it', async ({ store, make, clock }) => {
    const [erased, expired] = [make.comment({ status: 'spam' }), make.comment({ status: 'spam', text: 'another' })];
    for (const comment of [erased, expired]) await added(store, make.arrival(comment));
    await store.lessons.teach(make.siteId, [lesson(erased.id), lesson(expired.id)]);
    await store.queue.decide(make.decision([erased], 'deleted'));
    deepEqual(idsOf(await store.lessons.newest(make.siteId, true, 10)), [expired.id]);
    clock.pass(1);
    equal(await store.comments.expire({ siteId: make.siteId, status: 'spam', before: clock.now() }, 10), 1);
    deepEqual(idsOf(await store.lessons.newest(make.siteId, true, 10)), [expired.id]);
  });

  spec('a site that goes takes its lessons with it', async ({ store, make }) => {
    await store.lessons.teach(make.siteId, [lesson('1')]);
    while ((await store.sites.clear(make.siteId, 10)) > 0);
    deepEqual(await store.lessons.newest(make.siteId, true, 10), []);
  });
}
