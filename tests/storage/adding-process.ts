/** Opens a store, says so, adds one comment once its standard input ends, and says what came of it. For being killed meanwhile. */
import type { Arrival } from '../../src/storage/store.ts';
import { storeNamed } from './stores.ts';

const [kind = '', address = '', now = '0', arrival = ''] = process.argv.slice(2);
const store = await storeNamed(kind).open(address, () => Number(now));
console.log('open');
for await (const _ of process.stdin);
console.log((await store.comments.add(JSON.parse(arrival) as Arrival)).outcome);
await store.close();
