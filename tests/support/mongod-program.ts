import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where pip puts what mongod.txt names. Ignored by git. */
export const mongodFolder = join(import.meta.dirname, '../../.mongod');
export const mongodProgram = join(mongodFolder, 'fiftyone/db/bin/mongod');

/** For `test(name, { skip: withoutMongod() }, …)`: the reason to skip, or false. In CI it is an error. */
export function withoutMongod(): string | false {
  if (existsSync(mongodProgram)) return false;
  const text = 'needs a MongoDB server in .mongod (x86-64): `npm test` installs it';
  if (process.env['CI'] === 'true') throw new Error(`missing in CI: ${text}`);
  return text;
}
