/** The short forms of what `npm run test:faults` does at length. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { withoutMongod } from '../support/mongod-program.ts';
import { fillDisk } from './disk-full.ts';
import { failOver, waysToLoseAPrimary } from './failover.ts';
import { killUnderLoad } from './kill-nine.ts';
import { killOneOfTwo } from './kill-one-of-two.ts';
import { mayMount } from './small-disk.ts';
import { terminateUnderLoad } from './terminate.ts';

test('killed three times under posting clients, it has lost and doubled nothing', async () => {
  const { acknowledged, lost, doubled, integrity, unexpected } = await killUnderLoad({ kills: 3, clients: 50, each: 300 });

  ok(acknowledged > 300, `only ${acknowledged} comments were acknowledged`);
  deepEqual({ lost, doubled, integrity, unexpected }, { lost: [], doubled: [], integrity: 'ok', unexpected: [] });
});

test('ended twice under posting clients, it has lost nothing and exits with 0', async () => {
  const { acknowledged, lost, doubled, unexpected, exitCodes } = await terminateUnderLoad({ times: 2, clients: 50 });

  ok(acknowledged > 200, `only ${acknowledged} comments were acknowledged`);
  deepEqual({ lost, doubled, unexpected, exitCodes }, { lost: [], doubled: [], unexpected: [], exitCodes: [0, 0] });
});

test('on a full disk it reads, says why it cannot write, erases, and writes again once there is room', {
  skip: mayMount(),
}, async () => {
  const { lost, doubled, integrity, unexpected, ...while_ } = await fillDisk();

  deepEqual({ lost, doubled, integrity, unexpected }, { lost: [], doubled: [], integrity: 'ok', unexpected: [] });
  deepEqual(while_.statuses, { read: 200, post: 503, ready: 503, erase: 200, readyAgain: 200, postAgain: 201 });
  ok(/full/i.test(while_.why), while_.why);
});

test('losing the primary in five ways under posting clients loses, doubles and miscounts nothing', {
  skip: withoutMongod(),
}, async () => {
  const { acknowledged, backAfter, ...rest } = await failOver({ ways: waysToLoseAPrimary, clients: 20 });

  ok(acknowledged > 300, `only ${acknowledged} comments were acknowledged`);
  equal(backAfter.length, waysToLoseAPrimary.length);
  deepEqual(rest, { lost: [], doubled: [], miscounted: [], unexpected: [] });
});

test('one of two processes is killed: nothing is lost, and the other does its job when the lease is over', {
  skip: withoutMongod(),
}, async () => {
  const { acknowledged, jobsDoneAfter, ...rest } = await killOneOfTwo({ clients: 20 });

  ok(acknowledged > 500 && jobsDoneAfter > 0);
  deepEqual(rest, { lost: [], doubled: [], miscounted: [], unexpected: [] });
});
