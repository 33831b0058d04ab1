import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { post, thread } from '../support/reader.ts';
import { running } from '../support/running.ts';
import { chosenStore } from '../support/store-urls.ts';

const open = { holdUnknownAuthors: false };
/** Each comment waits for the one before: on MongoDB, where a write goes to a majority and the disk, fewer show the same. */
const length = chosenStore() === 'mongo' ? 1_000 : 10_000;

test(`a chain of ${length.toLocaleString('en')} replies is read, and posted below`, async (t) => {
  const service = await running(t, { settings: open });
  const token = await service.token();
  let parent: string | null = null;
  for (let at = 0; at < length; at++) {
    service.clock.pass(1);
    parent = (await post(service, { text: `n${at}`, parent }, { token })).body.comment.id;
  }
  const last = await post(service, { text: 'The last', parent });
  deepEqual([last.status, last.body.comment.parent], [201, parent]);
  const view = await thread(service);
  deepEqual([view.count, view.comments.length, view.comments[0]?.moreReplies?.count], [length + 1, 1, length - 50]);
  const around = await thread(service, { around: last.body.comment.id });
  equal(JSON.stringify(around.comments).includes(last.body.comment.id), true);
});
