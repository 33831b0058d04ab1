import { equal, match, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { burst } from '../../src/spam/burst.ts';
import { nearDuplicate } from '../../src/spam/near-duplicate.ts';
import { isAlike, type Trace, traceOf } from '../../src/spam/trace.ts';
import { gist, noLookups, noon, subject, textOf } from './subject.ts';

const among = (traces: readonly Trace[]) => ({ ...noLookups, recent: { traces: async () => traces } });
const words =
  'The harbour was rebuilt after the storm of that winter, and the new wall stands a good deal further out than the old one did before.';

function arrival(id: string, given: Parameters<typeof subject>[0] = {}) {
  return subject({ ...given, comment: { id, text: words, ...given?.comment } });
}

describe('near-duplicate', () => {
  const look = async (text: string, others: readonly Trace[]) =>
    nearDuplicate.look(arrival('mine', { comment: { text }, author: { name: 'Bob' } }), among(others));
  const before = (status: 'approved' | 'pending' | 'spam', pageId = 'page-2') =>
    traceOf(arrival(`before-${status}`, { comment: { status, pageId } }).comment);

  test('a few words changed are nearly the same, and other words are not', async () => {
    equal(gist(await look(words.replace('winter', 'summer'), [before('pending')])), 'hint 1.5');
    equal(gist(await look('Another comment that has nothing at all in common with it.', [before('pending')])), 'nothing');
    equal(gist(await look('Agreed!', [before('pending')])), 'nothing');
  });

  test('what says the same as spam weighs more than all', async () => {
    const found = await look(words, [before('approved'), before('spam')]);
    equal(gist(found), 'evidence 4');
    match(textOf(found), /as 1 comment that is spam here/);
  });

  test('one and the same author on one page is left to the check for repeats', async () => {
    const same = traceOf(arrival('first', { author: { name: 'Bob' } }).comment);
    equal(gist(await look(words, [same])), 'nothing');
  });

  test('likeness takes texts as they are read: case, dress and doubled letters do not matter', () => {
    const likeness = (text: string) => traceOf(arrival(text.slice(0, 9) + text.length, { comment: { text } }).comment).likeness;
    const [a, b] = [likeness(words), likeness(words.toUpperCase())];
    ok(a && b && isAlike(a, b));
  });
});

describe('burst', () => {
  const others = (count: number, parts: Parameters<typeof subject>[0] = {}) =>
    Array.from({ length: count }, (_, at) => traceOf(arrival(`o${at}`, { ...parts, author: { name: `Name ${at}` } }).comment));
  const look = async (traces: readonly Trace[], given: Parameters<typeof subject>[0] = {}) =>
    gist(await burst.look(arrival('mine', given), among(traces)));
  const public1 = { comment: { address: '8.8.4.4' }, visitor: { address: '8.8.4.4' } };

  test('many names from one address within the hour', async () => {
    equal(await look(others(2, public1), public1), 'nothing');
    equal(await look(others(3, public1), public1), 'evidence 1.5');
    equal(
      await look(others(9, { ...public1, comment: { ...public1.comment, createdAt: noon - 3_700_000 } }), public1),
      'nothing',
    );
  });

  test('an IPv6 household is one address, and a proxy that is not trusted is none', async () => {
    const home = (end: string) => ({ comment: { address: `2a00:1450:4001:8${end}` } });
    const visitor = { address: '2a00:1450:4001:800::1' };
    equal(await look(others(4, home('0f::9')), { ...home('00::1'), visitor }), 'evidence 1.5');
    equal(await look(others(4, public1), { ...public1, visitor: { ...public1.visitor, addressKnown: false } }), 'nothing');
  });

  test('one link under many names, unless moderators let it through', async () => {
    const text = 'See https://www.wave.example/a';
    const linked = others(2, { comment: { text, address: null } });
    equal(await look(linked, { comment: { text: 'Or https://wave.example/b' } }), 'evidence 2.5');
    const approved = linked.map((trace) => ({ ...trace, status: 'approved' as const }));
    equal(await look(approved, { comment: { text: 'Or https://wave.example/b' } }), 'nothing');
  });
});
