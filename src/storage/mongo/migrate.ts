import { steadily } from './away.ts';
import type { Collections } from './database.ts';
import { type DeclaredIndex, indexes, steps } from './schema.ts';

const schemaVersion = 'schema';

/**
 * Makes the indexes that are not there, and takes the steps that were not taken.
 * @throws Error when the schema is newer than this program, or an index of that name is another one
 */
export async function migrate(collections: Collections, all: typeof steps = steps): Promise<void> {
  const { meta } = collections;
  const at = { _id: schemaVersion };
  await steadily(() => meta.updateOne(at, { $setOnInsert: { value: '0' } }, { upsert: true }));
  await makeIndexes(collections);
  for (;;) {
    const version = Number((await steadily(() => meta.findOne(at)))?.value ?? 0);
    if (version > all.length) {
      throw new Error(
        `The database has schema version ${version}, this program knows ${all.length}: it was written by a newer Backtalk. Run that one, or restore a backup.`,
      );
    }
    const step = all[version];
    if (!step) return;
    await step(collections);
    await steadily(() => meta.updateOne({ ...at, value: String(version) }, { $set: { value: String(version + 1) } }));
  }
}

async function makeIndexes(collections: Collections): Promise<void> {
  const names = [...new Set(indexes.map((index) => index.in))];
  for (const name of names) {
    const own = indexes.filter((index) => index.in === name);
    const specifications = own.map((index) => ({ key: { ...index.key }, name: index.name, ...index.options }));
    await steadily(() => collections[name].createIndexes(specifications));
  }
}

/** Those that are declared and not there, as `collection.name`. */
export async function missingIndexes(collections: Collections): Promise<string[]> {
  const missing = async (index: DeclaredIndex) => {
    const there = await collections[index.in].indexes().catch(() => []);
    return there.some(({ name }) => name === index.name) ? [] : [`${collections[index.in].collectionName}.${index.name}`];
  };
  return (await Promise.all(indexes.map(missing))).flat();
}
