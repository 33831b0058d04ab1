import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { operations } from '../../src/wire/operations.ts';
import { elementsOf, elementsOfFragment } from '../support/markup.ts';
import { type Running, running } from '../support/running.ts';
import { addSiteFor } from '../support/sites.ts';
import { pageAt } from '../support/thread-page.ts';

const withDemo = async (t: Parameters<typeof running>[0], env: Record<string, string> = {}): Promise<Running> => {
  const service = await running(t, { env });
  await addSiteFor(service, { slug: 'demo', hosts: ['127.0.0.1'] });
  return service;
};

/** The tags that a page shows for pasting, as elements. */
async function shownTags(address: string) {
  const page = await pageAt(address);
  equal(page.status, 200);
  const texts = ['head-tags', 'thread-tags'].map((id) => page.elements.find(({ attributes }) => attributes['id'] === id)?.text);
  return texts.flatMap((text) => elementsOfFragment((text ?? '').replace('<noscript>', '').replace('</noscript>', '')));
}

const tagOf = (tags: Awaited<ReturnType<typeof shownTags>>, rel: string) =>
  tags.find(({ name, attributes }) => name === 'link' && attributes['rel'] === rel)?.attributes['href'];

test('/demo/install shows tags whose every address is served', async (t) => {
  const service = await withDemo(t);
  for (const site of ['demo', 'blog']) {
    const tags = await shownTags(`${service.url}/demo/install?site=${site}`);
    const script = tags.find(({ name }) => name === 'script')?.attributes ?? {};
    equal(script['data-site'], site);
    for (const address of [script['src'], tagOf(tags, 'alternate'), tags.find(({ name }) => name === 'a')?.attributes['href']])
      equal((await fetch(address ?? '')).status, 200, address);
    equal(tags.find(({ name }) => name === 'div')?.attributes['id'], 'comments');
    const canonical = tagOf(tags, 'canonical') ?? '';
    const { hosts } = await service.service.sites.bySlug(site);
    ok(hosts.includes(new URL(canonical).hostname), canonical);
  }
});

test('it shows a linkback’s door just where the service has that door', async (t) => {
  const service = await withDemo(t);
  const tags = await shownTags(`${service.url}/demo/install?site=blog`);
  for (const rel of ['pingback', 'webmention']) {
    const isServed = operations.some(({ path }) => path === `/${rel}/{site}`);
    const address = `${service.url}/${rel}/blog`;
    equal(tagOf(tags, rel), isServed ? address : undefined);
    equal((await fetch(address, { method: 'POST' })).status !== 404, isServed, 'and so says the service itself');
  }
});

test('the demo article carries those very tags', async (t) => {
  const service = await withDemo(t);
  const page = await pageAt(`${service.url}/demo`);
  const shown = await shownTags(`${service.url}/demo/install`);
  const own = elementsOf(page.html.replace('<noscript>', '').replace('</noscript>', ''));
  const sources = (elements: typeof own) =>
    elements
      .filter(
        ({ name, attributes }) => name === 'script' || attributes['rel'] === 'pingback' || attributes['rel'] === 'webmention',
      )
      .map(({ attributes }) => attributes);
  deepEqual(sources(own), sources(shown));
  equal(page.link('Put it under your own pages'), `${service.url}/demo/install`);
});

test('behind a path they carry the path', async (t) => {
  const service = await withDemo(t, { PUBLIC_URL: 'https://example.org/talk' });
  const tags = await shownTags(`${service.url}/demo/install`);
  equal(tags.find(({ name }) => name === 'script')?.attributes['src'], 'https://example.org/talk/embed.js');
  ok(tagOf(tags, 'alternate')?.startsWith('https://example.org/talk/feeds/demo/page.atom?'));
});

test('without the demo site, or for a site that is none, there is nothing', async (t) => {
  const service = await running(t);
  for (const path of ['/demo', '/demo/install', '/demo/install?site=nobody'])
    equal((await fetch(service.url + path)).status, 404, path);
  equal((await fetch(`${service.url}/demo/install?site=blog`)).status, 200);
});
