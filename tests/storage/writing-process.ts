/** Adds comments to a store, many at once, and says the id of each when it is safe. Ends after so many, or when it is killed. */
import { clockFrom } from '../support/running.ts';
import { createSpecimens } from './specimens.ts';
import { storeNamed } from './stores.ts';

const [kind = '', address = '', siteId = '', count = '0', seed = '0'] = process.argv.slice(2);
const clock = clockFrom(Date.UTC(2026, 0, 1) + Number(seed) * 86_400_000);
const store = await storeNamed(kind).open(address, clock.now);
const make = createSpecimens(clock);
let left = Number(count);

async function addOneByOne(name: string): Promise<void> {
  while (left > 0) {
    left -= 1;
    clock.pass(1);
    const comment = make.comment({ siteId, author: { name }, text: `${name} ${left}` });
    const log = make.entry({ siteId });
    const answer = await store.comments.add(
      make.arrival(comment, { page: { ...make.page, siteId }, jobs: [make.job(comment.id)], log }),
    );
    if (answer.outcome !== 'added') throw new Error(answer.outcome);
    console.log(comment.id);
  }
}

await Promise.all(Array.from({ length: 10 }, (_, at) => addOneByOne(`Writer ${seed} ${at}`)));
await store.close();
