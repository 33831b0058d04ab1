import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { mongoPlace } from './mongo-places.ts';

/** The stores there are. `STORE` names the one that tests of the whole service run on; `npm test` runs them on each. */
export const storeNames = ['sqlite', 'mongo'] as const;
export type StoreName = (typeof storeNames)[number];

export function chosenStore(): StoreName {
  return storeNames.find((name) => name === process.env['STORE']) ?? 'sqlite';
}

/** The `DATABASE_URL` of an empty database, which goes with the test. */
export async function emptyDatabase(test: TestContext, store: StoreName = chosenStore()): Promise<string> {
  if (store === 'sqlite') return emptyFile(test);
  const { address, remove } = await mongoPlace();
  test.after(remove);
  return address;
}

async function emptyFile(test: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'backtalk-'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  return `sqlite:${folder}/backtalk.db`;
}
