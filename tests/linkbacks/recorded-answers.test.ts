import { deepEqual, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { tellTarget } from '../../src/linkbacks/tell.ts';
import { createPace } from '../../src/net/pace.ts';
import { createSafeFetch } from '../../src/net/safe-fetch.ts';
import { corpus } from '../support/corpus.ts';
import { otherSite } from '../support/other-sites.ts';

const recorded = corpus('4-protocol/mention-client-php');

/** What of each recorded answer of an endpoint must become. */
const outcomes: Readonly<Record<string, string>> = {
  'webmention created-response': 'sent',
  'webmention queued-response': 'sent',
  'webmention invalid-request': 'refused',
  'webmention 404-response': 'refused',
  'webmention 500-response': 'failed',
  'pingback valid-response': 'sent',
  'pingback empty-body': 'sent',
  'pingback invalid-request': 'refused',
  'pingback invalid-body': 'failed',
  'pingback invalid-xmlrpc': 'failed',
  'pingback 404-response': 'failed',
};

test('every recorded answer of an endpoint is understood', {
  skip: recorded === null ? 'needs the corpus' : false,
}, async (t) => {
  const other = await otherSite(t);
  const fetchPage = createSafeFetch({
    rules: { allow: [other.pair], ports: [] },
    userAgent: 'test',
    pace: createPace({ counters: { hit: async () => ({ hits: 1, resetAt: 0 }) }, now: () => 0 }),
    closing: new AbortController().signal,
  });
  const found: Record<string, string> = {};
  for (const protocol of ['webmention', 'pingback']) {
    const folder = `${recorded}/${protocol}-endpoint.example`;
    for (const file of readdirSync(folder)) {
      const answer = readFileSync(`${folder}/${file}`, 'latin1').replace(/\r?\n/g, '\r\n');
      other.answer('/endpoint', ({ socket }) => void socket.end(answer));
      other.answer('/target', `<link rel="${protocol}" href="/endpoint">`);
      const { link } = await tellTarget({ fetchPage, now: () => 0 }, 'https://mine.example/', `${other.url}/target`);
      ok(link.answer !== '' || file === 'empty-body', file);
      found[`${protocol} ${file}`] = link.outcome;
    }
  }
  deepEqual(found, outcomes);
});
