import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { elementsOf } from '../support/markup.ts';
import { type Sound, send, soundRequests } from '../support/requests.ts';
import { running } from '../support/running.ts';
import { storedIn } from '../support/stored.ts';

function spoiltForms({ body, operation }: Sound): string[] {
  const fields = Object.entries(body ?? {}).map(([name, value]) => [name, String(value)] as const);
  const form = (pairs: readonly (readonly [string, string])[]) => String(new URLSearchParams(Object.fromEntries(pairs)));
  const without = (name: string) => form(fields.filter(([other]) => other !== name));
  const whole = form(fields);
  const bad = fields.flatMap(([name, value]) => [
    ...['%00', '%ff', '%zz', '%ed%a0%80', 'a'.repeat(70_000)].map((escaped) => `${without(name)}&${name}=${escaped}`),
    `${whole}&${name}=${encodeURIComponent(value)}`,
    `${without(name)}&${encodeURIComponent(`${name}[$gt]`)}=`,
  ]);
  const required = ['site', 'url', 'text', 'token', 'password', 'source', 'target'].filter((name) =>
    fields.some(([other]) => other === name),
  );
  const extra = ['__proto__=1', 'isAdmin=1', 'constructor=1', '%00=1', '=1'].map((pair) => `${whole}&${pair}`);
  // Webmention leaves room for extensions: fields that we do not know are none of ours.
  const unknown = operation.for === 'blog engines' ? [] : extra;
  return [...bad, ...required.flatMap((name) => [without(name), `${without(name)}&${name}=`]), ...unknown, '', '&&&', '='];
}

test('every form refuses every bad field, as a page or as a problem, and keeps nothing', async (t) => {
  const service = await running(t, { settings: { holdUnknownAuthors: false } });
  const forms = (await soundRequests(service)).filter(
    ({ operation }) => operation.body?.type === 'application/x-www-form-urlencoded',
  );
  const before = await storedIn(service);
  let asked = 0;
  for (const sound of forms) {
    for (const body of spoiltForms(sound)) {
      const answer = await send(service, sound, { body });
      const said = await answer.text();
      const what = `${sound.label}: ${body.slice(0, 200)}…${body.slice(-100)}`;
      equal(answer.status, 400, what);
      if (/^text\/html/.test(answer.headers.get('content-type') ?? ''))
        ok(
          elementsOf(said).some(({ attributes }) => attributes['role'] === 'alert'),
          what,
        );
      else if (/^text\/plain/.test(answer.headers.get('content-type') ?? ''))
        ok(said.trim() !== '' && sound.operation.for === 'blog engines', what);
      else match(said, /"code":"invalid"/, what);
      asked += 1;
    }
  }
  ok(asked > 100, `${asked} forms`);
  deepEqual(await storedIn(service), before);
});
