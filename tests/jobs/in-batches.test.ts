import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { inBatches } from '../../src/jobs/in-batches.ts';

test('a long job lets in who waits between two of its steps, though its store answers at once', async () => {
  const order: string[] = [];
  let steps = 0;
  setImmediate(() => order.push('a request'));
  await inBatches(async (limit) => {
    steps += 1;
    order.push(`step ${steps}`);
    return steps < 3 ? limit : limit - 1;
  });
  deepEqual(order, ['step 1', 'a request', 'step 2', 'step 3']);
});
