import { deepEqual, equal } from 'node:assert/strict';
import type { Mail } from '../../src/notifications/mail.ts';
import type { Store } from '../../src/storage/store.ts';
import { minute } from '../support/running.ts';
import type { Spec, Subject } from './contract-subject.ts';
import { nothing, waitingKeys } from './specimens.ts';

const mailOf = ({ make, clock }: Subject, parts: Partial<Mail> = {}): Mail => {
  const id = make.id();
  return {
    ...{ id, siteId: make.siteId, key: id, state: 'waiting', group: '', changedAt: clock.now(), version: 1 },
    ...{ kind: 'comment-notice', recipientId: '$person', subjectId: '{"$gt":""}', messageId: `<${id}@blog.example>` },
    ...{ attempts: 0, answer: null, createdAt: clock.now(), since: clock.now(), sentAt: null },
    ...parts,
  };
};

/** Adds one after the other, a minute apart; answers their ids, the first first. */
async function added(subject: Subject, all: readonly Partial<Mail>[]): Promise<string[]> {
  const ids: string[] = [];
  for (const parts of all) {
    subject.clock.pass(minute);
    ids.push((await subject.store.mails.add(mailOf(subject, parts), nothing)).id);
  }
  return ids;
}

const idsOf = (mails: readonly Mail[]): string[] => mails.map(({ id }) => id);
const everything = { sites: null, states: null, before: null, limit: 10 };
const stays = async (store: Store): Promise<number> => (await store.mails.find(everything)).length;

export function mails(spec: Spec): void {
  keepsMails(spec);
  findsMails(spec);
  forgetsMails(spec);
}

function keepsMails(spec: Spec): void {
  spec('of two mails of one cause through two stores the first stands, and its job alone', async (subject) => {
    const { store, make, clock } = subject;
    const other = await subject.another();
    const answers = await Promise.all(
      [store, other, store].map((one, at) =>
        one.mails.add(mailOf(subject, { key: 'cause' }), { jobs: [make.job(`job ${at}`)], log: null }),
      ),
    );
    equal(new Set(idsOf(answers)).size, 1);
    equal((await waitingKeys(store, clock.now())).length, 1);
    const [kept] = answers;
    deepEqual(await other.mails.byId(kept?.id ?? ''), kept);
    deepEqual(await other.mails.byKey(make.siteId, 'cause'), kept);
    equal(await store.received.byId(kept?.id ?? ''), null);
  });

  spec('a mail is changed by the one change that knew the last version', async (subject) => {
    const { store } = subject;
    const mail = await store.mails.add(mailOf(subject), nothing);
    const sent: Mail = { ...mail, state: 'sent', answer: '250 $ok', group: 'g', version: 2 };
    equal(await store.mails.change(sent, nothing), true);
    equal(await store.mails.change({ ...sent, state: 'failed' }, nothing), false);
    deepEqual(await store.mails.byId(mail.id), sent);
  });
}

function findsMails(spec: Spec): void {
  spec('mails are found by site and state, the latest first, also those of no site', async (subject) => {
    const { store, make } = subject;
    const [one = '', two = '', three = '', four = ''] = await added(subject, [
      {},
      { state: 'refused' },
      { siteId: '', state: 'failed' },
      { siteId: make.id() },
    ]);
    deepEqual(idsOf(await store.mails.find(everything)), [four, three, two, one]);
    deepEqual(idsOf(await store.mails.find({ ...everything, sites: [make.siteId] })), [two, one]);
    deepEqual(idsOf(await store.mails.find({ ...everything, states: ['refused', 'failed'] })), [three, two]);
    deepEqual(idsOf(await store.mails.find({ ...everything, before: three, limit: 1 })), [two]);
    deepEqual(await store.mails.find({ ...everything, sites: [] }), []);
  });

  spec('what became of the last mails of a group is told, the latest change first', async (subject) => {
    const { store } = subject;
    const group = { group: 'anna' };
    await added(subject, [
      { ...group, state: 'sent' },
      { ...group, state: 'waiting' },
      { ...group, state: 'refused' },
      { group: 'other', state: 'sent' },
      { state: 'sent' },
    ]);
    deepEqual(await store.mails.lastStates('anna', ['sent', 'refused'], 3), ['refused', 'sent']);
    deepEqual(await store.mails.lastStates('anna', ['sent', 'refused'], 1), ['refused']);
    deepEqual(await store.mails.lastStates('', ['sent', 'refused'], 3), []);
    deepEqual(await store.mails.lastStates('{"$gt":""}', ['sent', 'refused'], 3), []);
  });
}

/** Repeats a bounded deletion until so many are gone: one whose outbox is not empty yet goes the next time. */
async function goneBy(act: () => Promise<number>, expected: number): Promise<number> {
  let gone = 0;
  for (let tries = 0; gone < expected && tries < 200; tries += 1) gone += await act();
  return gone;
}

function forgetsMails(spec: Spec): void {
  spec('mails of a group are forgotten in batches, and no others', async (subject) => {
    const { store } = subject;
    await added(subject, [{ group: 'anna' }, { group: 'anna' }, { group: 'ben' }, {}]);
    deepEqual([await store.mails.forget('', 10), await store.mails.forget('{"$gt":""}', 10)], [0, 0]);
    deepEqual([await goneBy(() => store.mails.forget('anna', 1), 2), await store.mails.forget('anna', 10)], [2, 0]);
    equal(await stays(store), 2);
  });

  spec('mails that came to an end are let go once they are old enough', async (subject) => {
    const { store, clock } = subject;
    await added(subject, [{ state: 'sent' }, { state: 'waiting' }]);
    clock.pass(minute);
    const trim = (age: number) => store.mails.trim({ states: ['sent'], before: clock.now() - age }, 10);
    deepEqual([await trim(2 * minute), await goneBy(() => trim(minute), 1), await trim(0)], [0, 1, 0]);
    equal(await stays(store), 1);
  });
}
