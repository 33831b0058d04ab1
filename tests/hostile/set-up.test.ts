import { deepEqual, equal, match } from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { createKeys } from '../../src/keys.ts';
import { commandLine } from '../../src/moderators/command-line.ts';
import { addPerson } from '../../src/moderators/people.ts';
import { firstOperatorPath } from '../../src/moderators/set-up.ts';
import { anotherAddress } from '../support/another-address.ts';
import { type Running, running } from '../support/running.ts';
import { storedIn } from '../support/stored.ts';

const account = { email: 'operator@example.org', name: 'Op', password: 'rather long and good' };
const tokenIn = (path: string) => new URLSearchParams(path.split('?')[1]).get('token') ?? '';
const first = ({ service }: Running) => tokenIn(firstOperatorPath(service.keys));

function setUp({ url }: Running, token: string, more: Readonly<Record<string, string>> = {}): Promise<Response> {
  const body = new URLSearchParams({ token, ...account, ...more });
  return fetch(`${url}/setup`, { method: 'POST', body, headers: { 'X-Forwarded-For': anotherAddress() } });
}

const open = ({ url }: Running, token: string) =>
  fetch(`${url}/setup?${new URLSearchParams({ token })}`, { headers: { 'X-Forwarded-For': anotherAddress() } });
const people = async (service: Running) => (await storedIn(service))['people'] ?? [];

const invite = async (service: Running): Promise<string> => {
  const invitation = { email: 'mo@example.org', name: null, role: 'operator', sites: [], password: null } as const;
  return tokenIn((await addPerson(service.service, commandLine, invitation)).setUpPath ?? '');
};

test('the link makes the first operator once, and opening it makes nobody', async (t) => {
  const service = await running(t);
  const token = first(service);
  for (let times = 0; times < 3; times += 1) equal((await open(service, token)).status, 200);
  deepEqual(await people(service), []);
  equal((await setUp(service, token)).status, 201);
  equal((await people(service)).length, 1);
  match((await people(service))[0] ?? '', /"role":"operator".*"password":"\$scrypt\$/);
  const again = await setUp(service, token, { email: 'second@example.org' });
  equal(again.status, 403);
  equal((await open(service, token)).status, 403);
  equal((await people(service)).length, 1);
});

describe('nobody becomes an operator', () => {
  const altered = (token: string): Readonly<Record<string, string>> => {
    const [subject = '', signature = ''] = token.split('.');
    const other = signature.startsWith('A') ? 'B' : 'A';
    return {
      'without a token': '',
      'by a subject alone': subject,
      'by an empty signature': `${subject}.`,
      'by another signature': `${subject}.${other}${signature.slice(1)}`,
      'by a shorter signature': `${subject}.${signature.slice(0, -1)}`,
      'by something behind the signature': `${token}.x`,
      'by a blank behind it': `${token} `,
      'by the signature for another': `01JD9Z8K3V4T5W6X7Y8Z9A0B1C.${signature}`,
      'by a subject in capitals': `${subject.toUpperCase()}.${signature}`,
      'by a link of another installation': tokenIn(
        firstOperatorPath(createKeys({ secret: 'another secret of forty characters, or more', previous: null })),
      ),
    };
  };

  test('by a link that is not the one made here', async (t) => {
    const service = await running(t);
    for (const [how, token] of Object.entries(altered(first(service)))) {
      const status = (await setUp(service, token)).status;
      equal(status === 400 || status === 403, true, `${how}: ${status}`);
      deepEqual(await people(service), [], how);
    }
  });

  test('with a bad password, without an email or with a bad one; and the link still works', async (t) => {
    const service = await running(t);
    const token = first(service);
    const bad = [
      { password: 'short' },
      { password: 'password123' },
      { password: account.email },
      { email: '' },
      { email: 'nobody' },
      { password: '' },
      { name: 'x'.repeat(246) },
    ];
    for (const more of bad) equal((await setUp(service, token, more)).status, 400, JSON.stringify(more));
    deepEqual(await people(service), []);
    equal((await setUp(service, token)).status, 201);
  });

  test('as the second of two who race', async (t) => {
    const service = await running(t);
    const token = first(service);
    const racers = Array.from({ length: 6 }, (_, at) => setUp(service, token, { email: `racer${at}@example.org` }));
    const statuses = (await Promise.all(racers)).map(({ status }) => status);
    deepEqual(statuses.sort(), [201, 403, 403, 403, 403, 403]);
    equal((await people(service)).length, 1);
  });
});

describe('an invitation', () => {
  test('gives a password once, and what it was for is not its holder’s to say', async (t) => {
    const service = await running(t);
    const token = await invite(service);
    equal((await open(service, token)).status, 200);
    equal((await setUp(service, token, { email: 'somebody.else@example.org' })).status, 201);
    const [person = ''] = await people(service);
    match(person, /"email":"mo@example.org"/);
    equal((await setUp(service, token, { password: 'another long password' })).status, 403);
    deepEqual(await people(service), [person]);
  });

  test('raced by two gives one password', async (t) => {
    const service = await running(t);
    const token = await invite(service);
    const racers = ['first long password', 'second long password'].map((password) => setUp(service, token, { password }));
    deepEqual((await Promise.all(racers)).map(({ status }) => status).sort(), [201, 403]);
  });

  test('is void for anybody else', async (t: TestContext) => {
    const service = await running(t);
    const [, signature] = (await invite(service)).split('.');
    const { person } = await addPerson(service.service, commandLine, {
      email: 'other@example.org',
      name: null,
      role: 'operator',
      sites: [],
      password: null,
    });
    equal((await setUp(service, `${person.id}.${signature}`)).status, 403);
  });
});
