import { deepEqual, equal, match } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withOtherSite } from '../support/linkbacks.ts';
import { article, ask } from '../support/reader.ts';

interface View {
  readonly pingback: string | null;
  readonly webmention: string | null;
  readonly problems: readonly { readonly code: string; readonly text: string }[];
  readonly clients: readonly { readonly name: string; readonly finds: boolean; readonly why: string }[];
}

const all = ['WordPress 6.1', 'WordPress 7.1', 'Serendipity', 'Dotclear', 'Webmention senders'];

describe('what is on a page, and who finds it', () => {
  const E = 'http://x.example/pingback/blog';
  const cases: Readonly<
    Record<string, { page: string; headers?: Record<string, string>; finds: readonly string[]; problems: readonly string[] }>
  > = {
    nothing: { page: '', finds: [], problems: ['no-endpoint'] },
    'the element as it should be': { page: `<link rel="pingback" href="${E}">`, finds: all.slice(0, 4), problems: [] },
    'the header': { page: '', headers: { 'X-Pingback': E }, finds: all.slice(0, 4), problems: [] },
    'href before rel': { page: `<link href="${E}" rel="pingback">`, finds: [], problems: ['unseen-element'] },
    capitals: { page: `<LINK REL="pingback" HREF="${E}">`, finds: [], problems: ['unseen-element'] },
    'two values in rel': {
      page: `<link rel="webmention pingback" href="${E}">`,
      finds: ['Webmention senders'],
      problems: ['unseen-element'],
    },
    'single quotes': { page: `<link rel='pingback' href='${E}'>`, finds: all.slice(0, 2), problems: [] },
    'another one in a comment': {
      page: `<!-- <link rel="pingback" href="http://y.example/"> --><link rel="pingback" href="${E}">`,
      finds: all.slice(0, 4),
      problems: ['other-first'],
    },
    'a relative endpoint': {
      page: '<link rel="pingback" href="/pingback/blog">',
      finds: [],
      problems: ['relative', 'port', 'refused-port'],
    },
    'a port': {
      page: '<link rel="pingback" href="http://x.example:8123/pingback/blog">',
      finds: ['WordPress 6.1', 'Dotclear'],
      problems: ['port', 'refused-port'],
    },
    'a query': {
      page: '<link rel="pingback" href="http://x.example/p?a=1&amp;b=2">',
      finds: ['Serendipity', 'Dotclear'],
      problems: ['query'],
    },
    'webmention alone': { page: '<link rel="webmention" href="/wm">', finds: ['Webmention senders'], problems: [] },
    'a trackback': { page: '<a rel="trackback" href="http://x.example/t">', finds: ['Serendipity', 'Dotclear'], problems: [] },
  };
  for (const [what, { page, headers = {}, finds, problems }] of Object.entries(cases)) {
    test(what, async (t) => {
      const { service, other } = await withOtherSite(t);
      await service.set({ hosts: ['127.0.0.1'] });
      other.answer('/page', { body: `<!doctype html><title>x</title>${page}`, headers });
      const path = `/api/v1/sites/blog/discover?url=${encodeURIComponent(`${other.url}/page`)}`;
      const { status, body } = await ask<View>(service, path, { token: await service.token() });
      equal(status, 200, JSON.stringify(body));
      // The endpoint's host does not exist here, which is said too, and keeps WordPress away.
      const unreachable = ['no-ipv4', 'endpoint-unreachable'];
      deepEqual(
        body.problems.map(({ code }) => code).filter((code) => !unreachable.includes(code)),
        problems,
      );
      const blocked = body.problems.some(({ code }) => code === 'no-ipv4');
      const found = body.clients
        .filter(({ finds: does, why }) => does || (blocked && /no IPv4/.test(why)))
        .map(({ name }) => name);
      deepEqual(found, finds);
    });
  }
});

test('a page that cannot be read, and one in a private network, are told apart for their owner', async (t) => {
  const { service, other } = await withOtherSite(t);
  await service.set({ hosts: ['127.0.0.1', '10.0.0.1', 'nobody.invalid'] });
  const codes = async (url: string) => {
    const path = `/api/v1/sites/blog/discover?url=${encodeURIComponent(url)}`;
    return (await ask<View>(service, path, { token: await service.token() })).body.problems.map(({ code }) => code);
  };
  deepEqual(await codes('http://10.0.0.1/'), ['private']);
  deepEqual(await codes('http://nobody.invalid/'), ['unreachable']);
  deepEqual(await codes(`${other.url}/missing`), ['status']);
});

test('it is for pages of one’s own, and for moderators', async (t) => {
  const { service } = await withOtherSite(t);
  const path = (url: string) => `/api/v1/sites/blog/discover?url=${encodeURIComponent(url)}`;
  equal((await ask(service, path(article))).status, 401);
  const foreign = await ask(service, path('https://elsewhere.example/'), { token: await service.token() });
  match(String(foreign.body.code), /page-not-of-this-site/);
});
