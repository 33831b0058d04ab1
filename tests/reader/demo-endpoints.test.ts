import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { findEndpoints } from '../../src/linkbacks/endpoints.ts';
import { wordpressElement } from '../../src/linkbacks/wordpress-element.ts';
import { running } from '../support/running.ts';
import { addSiteFor } from '../support/sites.ts';

test('the demo article advertises its endpoints, by header and by element, as every sender reads them', async (t) => {
  const service = await running(t);
  await addSiteFor(service, { slug: 'demo', hosts: ['127.0.0.1'] });
  const answer = await fetch(`${service.url}/demo`);
  const text = await answer.text();
  const [pingback, webmention] = [`${service.url}/pingback/demo`, `${service.url}/webmention/demo`];
  const headers = Object.fromEntries(answer.headers);
  for (const given of [headers, {}])
    deepEqual(findEndpoints({ url: `${service.url}/demo`, headers: given, text }), { pingback, webmention, trackback: null });
  equal(wordpressElement(text), pingback);
  equal((await fetch(`${service.url}/demo`, { method: 'HEAD' })).headers.get('x-pingback'), pingback);
});
