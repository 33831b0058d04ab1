import { deepEqual, equal, notDeepEqual } from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { forbiddenImports, importCycles } from './support/layers.ts';
import { anyTypes, reachesOutside, reserved } from './support/outside-world.ts';
import { looseVersions, readLockFile, readManifest, registryHosts, tooManyDependencies } from './support/packages.ts';
import { barrels, bulkyFiles, bulkyFunctions, emptyNames, longFiles, longFunctions, manyParameters } from './support/sizes.ts';
import { readSource, readSources, type Source } from './support/source-tree.ts';

const root = join(import.meta.dirname, '..');
const house = readSources(root, ['src', 'tests', 'bench']);

type Files = Readonly<Record<string, string>>;

interface Rule {
  readonly rule: string;
  readonly breaches: (sources: readonly Source[]) => readonly string[];
  /** Each of these small houses breaks the rule: a check that finds nothing must first find something. */
  readonly broken: readonly Files[];
  /** And this one, as near to it as may be, does not. */
  readonly sound: Files;
}

const lines = (count: number): string => 'a();\n'.repeat(count);
const functions = (count: number, length: number): string =>
  Array.from({ length: count }, (_, at) => `function f${length}x${at}() {\n${lines(length - 2)}}\n`).join('');
const reserve = (what: string) => (sources: readonly Source[]) =>
  reserved.filter((rule) => rule.what === what).flatMap((rule) => reachesOutside(sources, rule));

const rules: readonly Rule[] = [
  {
    rule: 'imports go down the stairs: main, service, http/app, routes, acts, pure files; the port is known by its types',
    breaches: forbiddenImports,
    broken: [
      { 'src/comments/submit.ts': `import '../http/cors.ts';`, 'src/http/cors.ts': '' },
      { 'src/comments/submit.ts': `import './routes.ts';`, 'src/comments/routes.ts': '' },
      { 'src/comments/submit.ts': `import { StoreAway } from '../storage/store.ts';`, 'src/storage/store.ts': '' },
      { 'src/comments/submit.ts': `import type { Service } from '../service.ts';`, 'src/service.ts': '' },
      { 'src/http/app.ts': `import { openStore } from '../storage/sqlite/open.ts';`, 'src/storage/sqlite/open.ts': '' },
      { 'src/http/app.ts': `import { buildService } from '../service.ts';`, 'src/service.ts': '' },
      { 'src/comments/routes.ts': `import { createApp } from '../http/app.ts';`, 'src/http/app.ts': '' },
      {
        'src/storage/sqlite/comments.ts': `import { submitComment } from '../../comments/submit.ts';`,
        'src/comments/submit.ts': `import type { Store } from '../storage/store.ts';`,
        'src/storage/store.ts': '',
      },
      { 'src/wire/thread.ts': `import type { Comment } from '../comments/comment.ts';`, 'src/comments/comment.ts': '' },
      { 'src/widget/embed.ts': `import { Thread } from '../wire/thread.ts';`, 'src/wire/thread.ts': '' },
      { 'src/words/en.ts': `import type { Thread } from '../wire/thread.ts';`, 'src/wire/thread.ts': '' },
      { 'src/admin/queue.ts': `import type { Site } from '../sites/site.ts';`, 'src/sites/site.ts': '' },
      { 'src/refusal.ts': `export { z } from './wire/thread.ts';`, 'src/wire/thread.ts': '' },
    ],
    sound: {
      'src/http/app.ts': `import { submitRoute } from '../comments/routes.ts'; import type { Service } from '../service.ts';`,
      'src/service.ts': `import { openStore } from './storage/sqlite/open.ts'; import { mayEdit } from './comments/comment.ts';`,
      'src/comments/routes.ts': `import { submitComment } from './submit.ts'; import { json } from '../http/json.ts';`,
      'src/comments/submit.ts': `import type { Store } from '../storage/store.ts'; import { mayEdit } from './comment.ts';`,
      'src/storage/sqlite/open.ts': `import { mayEdit } from '../../comments/comment.ts'; import { StoreAway } from '../store.ts';`,
      'src/storage/store.ts': `import type { Comment } from '../comments/comment.ts';`,
      'src/comments/comment.ts': `import type { Thread } from '../wire/thread.ts';`,
      'src/widget/embed.ts': `import type { Thread } from '../wire/thread.ts'; import { fill } from '../words/fill.ts';`,
      'src/words/fill.ts': '',
      'src/wire/thread.ts': '',
      'src/http/json.ts': '',
    },
  },
  {
    rule: 'no cycles',
    breaches: importCycles,
    broken: [
      { 'src/a.ts': `import './b.ts';`, 'src/b.ts': `import './c.ts';`, 'src/c.ts': `export * from './a.ts';` },
      { 'src/a.ts': `import type { B } from './b.ts';`, 'src/b.ts': `const a = () => import('./a.ts');` },
    ],
    sound: { 'src/a.ts': `import './b.ts'; import './c.ts';`, 'src/b.ts': `import './c.ts';`, 'src/c.ts': '' },
  },
  {
    rule: 'express stays at the edge',
    breaches: reserve('express'),
    broken: [
      { 'src/comments/submit.ts': `import type { Request } from 'express';` },
      { 'src/service.ts': `import helmet from 'helmet';` },
    ],
    sound: {
      'src/http/app.ts': `import express from 'express';`,
      'src/comments/routes.ts': `import type { Request } from 'express';`,
    },
  },
  {
    rule: 'better-sqlite3 stays in storage/sqlite',
    breaches: reserve('better-sqlite3'),
    broken: [{ 'src/service.ts': `import Database from 'better-sqlite3';` }],
    sound: { 'src/storage/sqlite/open.ts': `import Database from 'better-sqlite3';` },
  },
  {
    rule: 'mongoose stays in storage/mongo',
    breaches: reserve('mongoose'),
    broken: [{ 'src/comments/comment.ts': `import { Schema } from 'mongoose';` }],
    sound: { 'src/storage/mongo/open.ts': `import mongoose from 'mongoose';` },
  },
  {
    rule: 'akismet-api stays in its wrapper',
    breaches: reserve('akismet-api'),
    broken: [{ 'src/operating/doctor.ts': `import { AkismetClient } from 'akismet-api';` }],
    sound: { 'src/spam/akismet.ts': `import { AkismetClient } from 'akismet-api';` },
  },
  {
    rule: 'config.ts alone reads the environment',
    breaches: reserve('process.env'),
    broken: [{ 'src/main.ts': `const port = process.env['PORT'];` }, { 'src/main.ts': `readConfig(process?.env);` }],
    sound: { 'src/config.ts': `const env = process.env;`, 'tests/support/run.ts': `const env = process.env;` },
  },
  {
    rule: 'outgoing HTTP leaves through one door',
    breaches: reserve('outgoing HTTP'),
    broken: [
      { 'src/linkbacks/verify.ts': `const page = await fetch(source);` },
      { 'src/notifications/webhook.ts': `const send = globalThis.fetch;` },
      { 'src/linkbacks/verify.ts': `import { request } from 'undici';` },
      { 'src/http/app.ts': `import { request } from 'node:http';` },
      { 'src/http/app.ts': `import http from 'node:http';` },
      { 'src/comments/submit.ts': `import { createServer } from 'node:http';` },
      { 'src/sites/host.ts': `import { lookup } from 'node:dns/promises';` },
    ],
    sound: {
      'src/net/safe-fetch.ts': `import { request } from 'undici';`,
      'src/http/server.ts': `import { createServer, type Server } from 'node:http';`,
      'src/net/address.ts': `import { isIP } from 'node:net';`,
      'src/widget/embed.ts': `await fetch('/api/v1/thread');`,
      'src/comments/live.ts': `import type { ServerResponse } from 'node:http';`,
    },
  },
  {
    rule: 'the clock is made at the start and handed down',
    breaches: reserve('the clock'),
    broken: [
      { 'src/comments/edit.ts': `const now = Date.now();` },
      { 'src/comments/edit.ts': `const now = new Date();` },
      { 'src/comments/edit.ts': `const now = Date();` },
    ],
    sound: {
      'src/service.ts': `const now = () => Date.now();`,
      'src/comments/view.ts': `new Date(comment.createdAt).toISOString();`,
    },
  },
  {
    rule: 'the stopwatch measures requests and nothing else',
    breaches: reserve('the stopwatch'),
    broken: [
      { 'src/jobs/worker.ts': `performance.now();` },
      { 'src/spam/flood.ts': `import { performance } from 'node:perf_hooks';` },
    ],
    sound: { 'src/operating/metrics.ts': `performance.now();`, 'src/http/hot-reads.ts': `performance.now();` },
  },
  {
    rule: 'ids and chance are made at the start and handed down',
    breaches: reserve('chance'),
    broken: [
      { 'src/comments/submit.ts': `import { ulid } from 'ulid';` },
      { 'src/moderators/people.ts': `const token = randomBytes(32);` },
      { 'src/comments/submit.ts': `const id = crypto.randomUUID();` },
      { 'src/jobs/retry.ts': `const jitter = Math.random();` },
    ],
    sound: { 'src/service.ts': `import { ulid } from 'ulid'; const token = randomBytes(32);` },
  },
  {
    rule: 'no any',
    breaches: anyTypes,
    broken: [{ 'src/a.ts': 'const a = b as any;' }, { 'tests/a.test.ts': 'function f(a: any[]) {}' }],
    sound: { 'src/a.ts': 'const any = many.any; // any' },
  },
  {
    rule: 'names say something, in kebab-case',
    breaches: emptyNames,
    broken: [
      { 'src/comments/utils.ts': '' },
      { 'src/common/thread.ts': '' },
      { 'src/comments/thread-helpers.ts': '' },
      { 'src/comments/index.ts': '' },
      { 'src/comments/threadCache.ts': '' },
      { 'tests/support/Base.ts': '' },
      { 'src/jobs/worker.ts': 'class JobManager {}' },
    ],
    sound: {
      'src/moderators/common-passwords.ts': '',
      'src/storage/sqlite/search-index.ts': '',
      'src/comments/thread-cache.ts': 'class ThreadCache {}',
      'tests/comments/thread-cache.test.ts': '',
    },
  },
  {
    rule: 'no barrels',
    breaches: barrels,
    broken: [{ 'src/comments/all.ts': `export * from './submit.ts';\nexport { edit } from './edit.ts';` }],
    sound: { 'src/comments/all.ts': `export { edit } from './edit.ts';\nexport const submit = 1;`, 'src/empty.ts': '' },
  },
  {
    rule: 'no file over 300 lines; adapters and the contract 450',
    breaches: longFiles,
    broken: [{ 'src/a.ts': lines(301) }, { 'tests/a.test.ts': lines(301) }, { 'src/storage/sqlite/a.ts': lines(451) }],
    sound: { 'src/a.ts': lines(300), 'src/storage/sqlite/a.ts': lines(450), 'tests/storage/contract.ts': lines(450) },
  },
  {
    rule: 'half of the files within 80 lines, nine in ten within 180',
    breaches: bulkyFiles,
    broken: [
      { 'src/a.ts': lines(81), 'src/b.ts': lines(81), 'src/c.ts': lines(3) },
      { 'src/a.ts': lines(1), 'src/b.ts': lines(1), 'src/c.ts': lines(181) },
    ],
    sound: { 'src/a.ts': lines(80), 'src/b.ts': lines(80), 'src/c.ts': lines(180), 'tests/a.test.ts': lines(290) },
  },
  {
    rule: 'no function over 45 lines',
    breaches: longFunctions,
    broken: [
      { 'src/a.ts': functions(1, 46) },
      { 'src/a.ts': `const a = () => {\n${lines(44)}};` },
      { 'src/a.ts': `b(() => {\n${lines(44)}});` },
      { 'src/a.ts': `class A { method() {\n${lines(44)}} }` },
    ],
    sound: { 'src/a.ts': functions(3, 45) },
  },
  {
    rule: 'half of the functions within 10 lines',
    breaches: bulkyFunctions,
    broken: [{ 'src/a.ts': `${functions(3, 11)}${functions(2, 3)}b(() => 1, () => 2, () => 3);` }],
    sound: { 'src/a.ts': `${functions(3, 10)}${functions(2, 40)}` },
  },
  {
    rule: 'at most three parameters',
    breaches: manyParameters,
    broken: [{ 'src/a.ts': 'function f(a, b, c, d) {}' }, { 'src/a.ts': 'class A { constructor(a, b, c, d) {} }' }],
    sound: { 'src/a.ts': 'const f = (a, { b, c, d }, ...rest) => 1;' },
  },
];

const read = (files: Files): Source[] => Object.entries(files).map(([path, text]) => readSource(path, text));

describe('the house', () => {
  for (const { rule, breaches } of rules) test(rule, () => deepEqual(breaches(house), []));
});

describe('each rule of the house finds a planted breach', () => {
  for (const { rule, breaches, broken, sound } of rules) {
    test(rule, () => {
      for (const files of broken) notDeepEqual(breaches(read(files)), [], JSON.stringify(files).slice(0, 200));
      deepEqual(breaches(read(sound)), []);
    });
  }
});

describe('packages', () => {
  test('at most 30 at run time', () => {
    deepEqual(tooManyDependencies(readManifest(root)), []);
    const many = Object.fromEntries(Array.from({ length: 31 }, (_, at) => [`package-${at}`, '1.0.0']));
    equal(tooManyDependencies({ dependencies: many }).length, 1);
  });

  test('every version is exact', () => {
    deepEqual(looseVersions(readManifest(root)), []);
    deepEqual(looseVersions({ devDependencies: { a: '^1.0.0', b: '1.0.0' } }), ['a ^1.0.0']);
  });

  test('the lock file names no registry', () => {
    deepEqual(registryHosts(readLockFile(root)), []);
    deepEqual(
      registryHosts({ packages: { 'node_modules/a': { version: '1.0.0', resolved: 'https://registry.example/a.tgz' } } }),
      ['node_modules/a https://registry.example/a.tgz'],
    );
  });
});
