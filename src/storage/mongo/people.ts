import { noSecondFactors, type Person, type Token } from '../../moderators/person.ts';
import type { Also } from '../also.ts';
import { emailKeyOf } from '../compared.ts';
import type { People } from '../people.ts';
import { guarded, isDuplicate, steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { belonging, carrying, type Entry, literally, type Op, putting } from './outbox.ts';
import { type PersonRow, personOf, tokenOf } from './rows.ts';

const valid = { revoked: { $exists: false } } as const;
const there = { removed: { $exists: false } } as const;

export function createPeople(mongo: Mongo): People {
  const { people, tokens } = mongo;
  const first = async (filter: object) => {
    const row = await steadily(() => people.findOne({ ...filter, ...there }));
    return row ? personOf(row) : null;
  };
  return guarded<People>({
    all: async () => (await steadily(() => people.find(there).sort({ _id: 1 }).toArray())).map(personOf),
    byId: (id) => first({ _id: id }),
    byEmail: (email) => first({ emailKey: emailKeyOf(email) }),
    hasOperator: () => hasOperator(mongo),
    add: async (person, also) => ((await insert(mongo, person, also)) ? 'added' : 'email-taken'),
    addFirst: (person, also) => addFirst(mongo, person, also),
    setFirstPassword: (id, password, also) => setFirstPassword(mongo, { id, password }, also),
    change: (person, also) => change(mongo, person, also),
    remove: (id, also) => remove(mongo, id, also),
    addToken: (token, also) => addToken(mongo, token, also),
    tokens: async () => (await steadily(() => tokens.find(valid).sort({ _id: 1 }).toArray())).map(tokenOf),
    tokenByHash: async (hash) => {
      const row = await steadily(() => tokens.findOne({ hash, ...valid }));
      return row ? tokenOf(row) : null;
    },
    revokeToken: (id, also) => revokeToken(mongo, id, also),
  });
}

async function hasOperator({ people }: Mongo): Promise<boolean> {
  return (await steadily(() => people.findOne({ role: 'operator', ...there }, { projection: { _id: 1 } }))) !== null;
}

/** False when the email is somebody's. */
async function insert(mongo: Mongo, { id, ...person }: Person, also: Also): Promise<boolean> {
  const op = belonging(mongo.newOp(), also);
  const emailKey = emailKeyOf(person.email) ?? '';
  const row: PersonRow = { _id: id, ...person, emailKey, changedAt: mongo.now(), ...carrying(op) };
  return written(mongo, { in: 'people', of: id, op }, async (again) => {
    try {
      await mongo.people.insertOne(row);
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return again && (await mongo.people.countDocuments({ _id: id, ops: op.id })) > 0;
    }
  });
}

/** Makes the write, and what belongs to it when it changed something. */
async function written(mongo: Mongo, entry: Entry, write: (again: boolean) => Promise<boolean>): Promise<boolean> {
  const isWritten = await steadily(write);
  if (isWritten) await mongo.settle([entry]);
  return isWritten;
}

const firstOperator = 'first-operator';

/**
 * Of several who would be the first, the one whose name is written down is. One who died before becoming an operator is replaced: the
 * name is exchanged for another's, which again only one can do.
 */
async function addFirst(mongo: Mongo, person: Person, also: Also): Promise<'added' | 'already-set-up'> {
  if (await hasOperator(mongo)) return 'already-set-up';
  if (await mongo.people.findOne({ emailKey: emailKeyOf(person.email) ?? '' })) return 'already-set-up';
  await steadily(() => mongo.meta.updateOne({ _id: firstOperator }, { $setOnInsert: { value: person.id } }, { upsert: true }));
  const named = await steadily(() => mongo.meta.findOne({ _id: firstOperator }));
  if (named && named.value !== person.id && !(await isReplaced(mongo, named.value, person.id))) return 'already-set-up';
  if (await hasOperator(mongo)) return 'already-set-up';
  return (await insert(mongo, person, also)) ? 'added' : 'already-set-up';
}

const graceMs = 5_000;

/** The one named may be just about to become it. */
async function isReplaced(mongo: Mongo, named: string, by: string): Promise<boolean> {
  for (let waited = 0; waited < graceMs; waited += 100) {
    if (await hasOperator(mongo)) return false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { matchedCount } = await steadily(() =>
    mongo.meta.updateOne({ _id: firstOperator, value: named }, { $set: { value: by } }),
  );
  return matchedCount > 0;
}

async function setFirstPassword(mongo: Mongo, { id, password }: { id: string; password: string }, also: Also): Promise<boolean> {
  const op = belonging(mongo.newOp(), also);
  const stages = [
    { $set: { password: { $literal: password }, version: { $add: ['$version', 1] }, changedAt: mongo.now() } },
    putting(op.id, { $literal: op }),
  ];
  return written(mongo, { in: 'people', of: id, op }, async (again) => {
    const { matchedCount } = await mongo.people.updateOne({ _id: id, password: null, ...there }, stages);
    return matchedCount > 0 || (again && (await mongo.people.countDocuments({ _id: id, ops: op.id })) > 0);
  });
}

async function change(mongo: Mongo, person: Person, also: Also): Promise<'changed' | 'stale'> {
  const { id, name, role, sites, password, secondFactors, notices, epoch, version } = person;
  const op = belonging(mongo.newOp(), also);
  const values = literally({ name, role, sites, password, secondFactors, notices, epoch, version, changedAt: mongo.now() });
  const stages = [{ $set: values }, putting(op.id, { $literal: op })];
  const isChanged = await written(mongo, { in: 'people', of: id, op }, async (again) => {
    const { matchedCount } = await mongo.people.updateOne({ _id: id, version: version - 1, ...there }, stages);
    return matchedCount > 0 || (again && (await mongo.people.countDocuments({ _id: id, ops: op.id })) > 0);
  });
  return isChanged ? 'changed' : 'stale';
}

/** What belongs to the write stands in the person, who goes only once that is where it belongs. The rest of them goes at once. */
async function remove(mongo: Mongo, id: string, also: Also): Promise<boolean> {
  const op = belonging(mongo.newOp(), also);
  const nobody = {
    email: '',
    emailKey: `removed ${id}`,
    name: null,
    sites: [],
    password: null,
    secondFactors: noSecondFactors,
    notices: {},
  };
  const stages = [{ $set: literally({ ...nobody, removed: true, changedAt: mongo.now() }) }, putting(op.id, { $literal: op })];
  const isRemoved = await written(mongo, { in: 'people', of: id, op }, async (again) => {
    const { matchedCount } = await mongo.people.updateOne({ _id: id, ...there }, stages);
    return matchedCount > 0 || (again && (await mongo.people.countDocuments({ _id: id, ops: op.id })) > 0);
  });
  if (isRemoved) await steadily(() => mongo.sessions.deleteMany({ personId: id }));
  return isRemoved;
}

async function addToken(mongo: Mongo, { id, ...token }: Token, also: Also): Promise<void> {
  const op = belonging(mongo.newOp(), also);
  await written(mongo, { in: 'tokens', of: id, op }, async (again) => {
    try {
      await mongo.tokens.insertOne({ _id: id, ...token, ...carrying(op) });
    } catch (error) {
      if (!again || !isDuplicate(error)) throw error;
    }
    return true;
  });
}

/** What belongs to the write stands in the token, so that this goes only once that is where it belongs. */
async function revokeToken(mongo: Mongo, id: string, also: Also): Promise<boolean> {
  const op: Op = belonging(mongo.newOp(), also);
  const stages = [{ $set: { revoked: true } }, putting(op.id, { $literal: op })];
  return written(mongo, { in: 'tokens', of: id, op }, async (again) => {
    const { matchedCount } = await mongo.tokens.updateOne({ _id: id, ...valid }, stages);
    return matchedCount > 0 || (again && (await mongo.tokens.countDocuments({ _id: id, ops: op.id })) > 0);
  });
}
