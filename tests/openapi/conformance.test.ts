import { deepEqual, equal, match } from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { operations } from '../../src/wire/operations.ts';
import { noticeDoors } from '../support/mail-parts.ts';
import { findProgram, without } from '../support/programs.ts';
import { ask } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';
import { addPersonFor, cookiesOf } from '../support/signed-in.ts';
import { furnished } from './furnished.ts';

const skip = without('schemathesis');
const bearer = (token: string) => `Authorization: Bearer ${token}`;

/** An event stream has no end to wait for; tests/live and tests/moderation read them. */
const endless = ['/api/v1/events', '/api/v1/moderation/events'];
const withoutEndless = endless.flatMap((path) => ['--exclude-path', path]);

interface Asking {
  /** The header that says who asks. */
  readonly credentials: string;
  /** Names that exist, by field: everywhere, and at some paths or operations. */
  readonly known: {
    readonly everywhere: Readonly<Record<string, readonly unknown[]>>;
    readonly at?: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;
  };
  readonly options: readonly string[];
  /** Instead of the service's own document. */
  readonly document?: object;
}

interface Asked {
  readonly code: number;
  readonly said: string;
  /** `GET /healthz 200` for every request. */
  readonly got: readonly string[];
}

/** Lets schemathesis ask the service what its document allows and forbids, the same at every run. */
async function askEverything(
  test: TestContext,
  service: Running,
  { credentials, known, options, document }: Asking,
): Promise<Asked> {
  const folder = await mkdtemp(join(tmpdir(), 'backtalk-asked-'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  const got = join(folder, 'got');
  await writeFile(got, '');
  const configured = ['--config-file', join(import.meta.dirname, 'schemathesis.toml')];
  // From a file: of a document that it fetched itself, schemathesis does not ask for the document.
  const path = join(folder, 'openapi.json');
  await writeFile(path, JSON.stringify(document ?? (await ask(service, '/openapi.json')).body));
  const how = ['--seed=7', '--no-color', '--continue-on-failure', '--generation-database=none', '--request-timeout=10'];
  const argv = [...configured, 'run', path, '--url', service.url, ...how, `-H${credentials}`];
  const child = spawn(findProgram('schemathesis') ?? '', [...argv, ...options], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      PYTHONDONTWRITEBYTECODE: '1',
      SCHEMATHESIS_HOOKS: join(import.meta.dirname, 'hooks.py'),
      BACKTALK_KNOWN: JSON.stringify({ at: {}, ...known }),
      BACKTALK_GOT: got,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  // Made-up texts fill lines of many thousand characters.
  const said = `${out}${err}`.replace(/^(.{400}).*$/gm, '$1…');
  return { code: Number(code), said, got: (await readFile(got, 'utf8')).trim().split('\n') };
}

/** Nobody makes up what a passkey signs: tests/moderators/second-factors.test.ts does. */
const unreached = [...endless, '/api/v1/session/passkey'];

const labelOf = ({ method, path }: { method: string; path: string }) => `${method.toUpperCase()} ${path}`;
const reachedBy = (got: readonly string[]) =>
  new Set(got.filter((line) => / [23]\d\d$/.test(line) && !line.startsWith('OPTIONS')).map((line) => line.slice(0, -4)));

test('asked everything, a service never breaks and never answers what its document does not say: an owner', {
  skip,
}, async (t) => {
  const { service, token, known } = await furnished(t);
  const { code, said, got } = await askEverything(t, service, {
    credentials: bearer(token),
    known,
    options: [
      '--phases=examples,coverage,fuzzing',
      '--max-examples=6',
      '--exclude-tag=authors',
      '--exclude-tag=signed-in',
      ...withoutEndless,
    ],
  });
  equal(code, 0, said);
  const expected = operations
    .filter(({ path, for: audience }) => !['authors', 'signed-in'].includes(audience) && !unreached.includes(path))
    .map(labelOf)
    // Closed by the operator whom `POST /setup` has made.
    .filter((label) => label !== 'GET /setup');
  const reached = reachedBy(got);
  deepEqual(
    expected.filter((label) => !reached.has(label)),
    [],
    'nothing was only refused',
  );
});

test('the same: a moderator, to whom settings are closed', { skip }, async (t) => {
  const { service, known } = await furnished(t);
  const { code, said, got } = await askEverything(t, service, {
    credentials: bearer(await service.token('moderator')),
    known,
    options: ['--phases=examples,fuzzing', '--max-examples=6', '--include-tag=moderators', ...withoutEndless],
  });
  equal(code, 0, said);
  deepEqual(
    [...reachedBy(got)].filter((label) => /\/(settings|people|tokens|privacy\/)/.test(label)),
    [],
  );
});

test('the same: somebody signed in', { skip }, async (t) => {
  const { service, known } = await furnished(t);
  const person = await addPersonFor(service, { email: 'self@example.org' });
  const { 'backtalk-session': session } = await cookiesOf(service, person);
  // What ends the session would leave nothing to ask.
  const ending = [
    '/admin/account',
    '/api/v1/account/password',
    '/api/v1/account/authenticator',
    '/api/v1/account/recovery-codes',
  ];
  const { code, said, got } = await askEverything(t, service, {
    credentials: `Cookie: backtalk-session=${session}`,
    known,
    options: [
      // Negative cases take the cookie away that the command line puts back in; tests/hostile/bodies.test.ts has those of bodies.
      ...[
        '--mode=positive',
        '--phases=examples,fuzzing',
        '--max-examples=6',
        '--include-tag=signed-in',
        '--exclude-method=DELETE',
      ],
      ...ending.flatMap((path) => ['--exclude-path', path]),
    ],
  });
  equal(code, 0, said);
  const reached = [
    'GET /api/v1/session',
    'GET /api/v1/sessions',
    'PATCH /api/v1/account',
    ...noticeDoors,
    'POST /api/v1/account/authenticator/offer',
    'POST /api/v1/account/passkey-options',
  ];
  deepEqual([...reachedBy(got)].sort(), reached.sort());
});

test('the same: an author, by the edit token', { skip }, async (t) => {
  const { service, known, comments } = await furnished(t);
  const [mine] = comments;
  const { code, said, got } = await askEverything(t, service, {
    credentials: bearer(mine?.editToken ?? ''),
    known: { everywhere: { ...known.everywhere, id: [mine?.comment.id] } },
    options: ['--phases=examples,coverage,fuzzing', '--max-examples=6', '--include-tag=authors', '--exclude-method=DELETE'],
  });
  equal(code, 0, said);
  deepEqual([...reachedBy(got)].sort(), ['GET /api/v1/comments/{id}', 'PATCH /api/v1/comments/{id}']);
});

test('the document is valid OpenAPI 3.1, and one that is not is found', { skip }, async (t) => {
  const { body } = await ask<{ openapi: string; paths: Record<string, object> }>(await running(t), '/openapi.json');
  match(body.openapi, /^3\.1\./);
  const complaint = (document: object) =>
    spawnSync(findProgram('python') ?? '', [join(import.meta.dirname, 'validate.py')], { input: JSON.stringify(document) });
  const sound = complaint(body);
  equal(sound.status, 0, String(sound.stderr));
  const broken = complaint({ ...body, paths: { '/healthz': { get: { responses: { 200: { describes: 'nothing' } } } } } });
  equal(broken.status, 1);
  match(String(broken.stderr), /"description" is a required property/);
});

test('an answer outside the document is found', { skip }, async (t) => {
  const { service, token } = await furnished(t);
  const document = (await ask<object>(service, '/openapi.json')).body;
  const lie = { type: 'object', properties: { alive: { const: false } } };
  const responses = { 200: { description: 'A lie', content: { 'application/json': { schema: lie } } } };
  const { code, said } = await askEverything(t, service, {
    credentials: bearer(token),
    known: { everywhere: {} },
    options: ['--phases=fuzzing', '--max-examples=1'],
    document: { ...document, paths: { '/healthz': { get: { responses } } } },
  });
  equal(code, 1);
  match(said, /Response violates schema/);
});
