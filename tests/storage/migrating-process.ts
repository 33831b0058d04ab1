/**
 * Brings a database up to this version's schema, as a start of the service does, once its standard input ends. `STEP` and `PLACE`
 * (`before`, `after`) name where in a step it says so and stands still, for somebody to kill it there.
 */
import { writeSync } from 'node:fs';
import Driver from 'better-sqlite3';
import { migrate } from '../../src/storage/sqlite/migrate.ts';
import { steps } from '../../src/storage/sqlite/schema.ts';

const [path = '', step, place] = process.argv.slice(2);

const database = new Driver(path);
database.pragma('busy_timeout = 10000');
database.pragma('journal_mode = WAL');
database.function('stand_still', () => {
  writeSync(1, 'standing still\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  return null;
});
const counted = steps.map((sql, at) => {
  const still = at === Number(step) ? 'SELECT stand_still();' : '';
  const note = `CREATE TABLE IF NOT EXISTS ran (step); INSERT INTO ran VALUES (${at});`;
  return `${place === 'before' ? still : ''} ${note} ${sql}; ${place === 'after' ? still : ''}`;
});
console.log('ready');
for await (const _ of process.stdin);
migrate(database, counted);
database.close();
