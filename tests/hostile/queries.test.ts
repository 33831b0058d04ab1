import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { requireRefused } from '../support/refused.ts';
import { refusesByStatus, type Sound, send, soundRequests } from '../support/requests.ts';
import { running } from '../support/running.ts';
import { addSiteFor } from '../support/sites.ts';
import { storedIn } from '../support/stored.ts';

interface Spoilt {
  readonly query: string;
  readonly field: string;
}

/** Escapes that no text has, and characters that no field may hold. */
const unfit = ['%', '%zz', '%f', '%ff', '%c0%ae', '%ed%a0%80', 'a%00', '%u0041'];
/** Values that are wrong for the parameters of these names. */
const wrongFor: Readonly<Record<string, readonly string[]>> = {
  site: ['', 'BLOG', '../blog', 'a b', 'x'.repeat(64), '__proto__', '{"$gt":""}'],
  url: [
    '',
    'article',
    'javascript:alert(1)',
    'ftp://blog.example/',
    'https://',
    'https://a:b@blog.example/',
    `https://blog.example/${'a'.repeat(2_000)}`,
  ],
  limit: ['', '0', '-1', '101', '1.5', 'ten', '1e9', '9'.repeat(400), 'NaN', 'Infinity', 'null'],
  order: ['', 'random', 'OLDEST', 'constructor'],
  status: ['', 'deleted', 'all'],
  type: ['', 'like'],
  cursor: ['', 'x', 'YTEyMw', '!', '../..', 'a'.repeat(201), 'a'.repeat(200)],
  around: ['', 'x', '01JD9Z8K3V4T5W6X7Y8Z9A0B1', '01jd9z8k3v4t5w6x7y8z9a0b1c', 'I'.repeat(26)],
  root: ['x'],
  replyto: ['x'],
  token: ['', 'x'.repeat(201)],
  q: ['x'.repeat(10_001)],
};

const encoded = (query: Readonly<Record<string, string>>) => String(new URLSearchParams(query));

function spoiltQueries({ operation, query }: Sound): Spoilt[] {
  const shape = operation.query?.shape ?? {};
  return Object.keys(shape).flatMap((name) => {
    const { [name]: own = '', ...rest } = query;
    const but = encoded(name === 'around' ? { site: query['site'] ?? '', url: query['url'] ?? '' } : rest);
    const raw = [...unfit, ...(wrongFor[name] ?? []).map(encodeURIComponent)].map((value) => ({
      query: `${but}&${name}=${value}`,
      field: name,
    }));
    const required = shape[name]?.safeParse(undefined).success ? [] : [{ query: but, field: name }];
    // Of one page several addresses may be counted; anything else is asked for once.
    const twice =
      operation.path.endsWith('/counts') && name === 'url'
        ? []
        : [{ query: `${but}&${name}=${encodeURIComponent(own)}&${name}=x`, field: name }];
    const nested = ['[$gt]', '[]', '[__proto__]', '.a'].map((inner) => ({
      query: `${encoded(query)}&${encodeURIComponent(name + inner)}=1`,
      field: name + inner,
    }));
    return [...raw, ...required, ...twice, ...nested];
  });
}

const extra = ['__proto__=1', 'constructor=1', '%00=1', '%ff=1', 'debug=true'];

test('every operation refuses every bad parameter by name', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  await addSiteFor(service, { slug: 'demo', hosts: ['127.0.0.1'] });
  const asking = (await soundRequests(service)).filter((one) => one.operation.query !== undefined && refusesByStatus(one));
  const before = await storedIn(service);
  let asked = 0;
  for (const sound of asking) {
    const more = extra.map((pair) => ({ query: `${encoded(sound.query)}&${pair}`, field: '' }));
    for (const { query, field } of [...spoiltQueries(sound), ...more]) {
      const refused = { status: 400, code: 'invalid', field } as const;
      await requireRefused(await send(service, sound, { query }), refused, `${sound.label}: ${query.slice(0, 300)}`);
      asked += 1;
    }
  }
  ok(asked > 400, `${asked} queries`);
  deepEqual(await storedIn(service), before);
});

test('more than 100 addresses are not counted at once', async (t) => {
  const service = await running(t);
  const many = Array.from({ length: 101 }, (_, at) => `url=https://blog.example/${at}`);
  const counts = (urls: readonly string[]) => fetch(`${service.url}/api/v1/counts?site=blog&${urls.join('&')}`);
  deepEqual((await counts(many.slice(1))).status, 200);
  await requireRefused(await counts(many), { status: 400, code: 'invalid', field: 'url' }, 'counts');
});
