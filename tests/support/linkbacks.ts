import type { TestContext } from 'node:test';
import { contentChecks } from '../../src/moderation/checks.ts';
import { doWhatIsDue } from './due.ts';
import { type OtherSite, otherSite } from './other-sites.ts';
import { pingXml } from './ping-xml.ts';
import { article, ask } from './reader.ts';
import { type Running, running } from './running.ts';

export interface Scene {
  readonly service: Running;
  readonly other: OtherSite;
}

/** Those that go by what is said. */
export const checksOff = contentChecks.map(({ name }) => name) as NonNullable<Parameters<Running['set']>[0]['checksOff']>;

/** The service, and somebody else's site that it may reach. What that says, and that it stands at a bare address, is judged in tests/spam. */
export async function withOtherSite(test: TestContext, settings: Parameters<Running['set']>[0] = {}): Promise<Scene> {
  const other = await otherSite(test);
  return { other, service: await running(test, { settings: { checksOff, ...settings }, env: { FETCH_ALLOW: other.pair } }) };
}

/** A page that links to the article. */
export const linking = (title = 'A post', more = ''): string =>
  `<!doctype html><title>${title}</title><p>Some words before. I read <a href="${article}">a fine article</a> and agree.</p>${more}`;

export interface Said {
  /** The fault, or 0 for a success. */
  readonly fault: number;
  readonly text: string;
  readonly response: Response;
}

export async function callXmlRpc(
  { url }: Pick<Running, 'url'>,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const response = await fetch(`${url}/pingback/blog`, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'text/xml', ...headers },
  });
  const text = await response.text();
  const fault = Number(/<name>faultCode<\/name><value><int>(-?\d+)<\/int>/.exec(text)?.[1] ?? 0);
  return { fault, text, response };
}

export const ping = (service: Pick<Running, 'url'>, source: string, target = article): Promise<Said> =>
  callXmlRpc(service, pingXml(source, target));

export function webmention({ url }: Pick<Running, 'url'>, source: string, target = article): Promise<Response> {
  return fetch(`${url}/webmention/blog`, { method: 'POST', body: new URLSearchParams({ source, target }) });
}

/** The tests' clock passes until nothing waits for its time: at most a day. */
export async function verifyAll(service: Running): Promise<void> {
  for (let minutes = 0; minutes < 24 * 60; minutes += 1) {
    service.clock.pass(60_000);
    await doWhatIsDue(service);
    const site = await service.service.sites.bySlug('blog');
    const { all } = await service.service.store.received.count({ siteId: site.id, state: 'waiting', group: '' }, 1);
    if (all === 0) return;
  }
}

interface Queued {
  readonly id: string;
  readonly type: string;
  readonly source: string | null;
  readonly html: string;
  readonly author: { readonly name: string; readonly url: string | null };
  readonly verdict: { readonly reasons: readonly { readonly check: string }[] };
}

export async function queueOf(service: Running, status = 'pending'): Promise<readonly Queued[]> {
  const token = await service.token();
  const { body } = await ask<{ comments: Queued[] }>(service, `/api/v1/moderation/comments?site=blog&status=${status}`, {
    token,
  });
  return body.comments;
}

export async function decideOn(service: Running, ids: readonly string[], to: string): Promise<void> {
  await ask(service, '/api/v1/moderation/decisions', { body: { ids, to }, token: await service.token() });
}
