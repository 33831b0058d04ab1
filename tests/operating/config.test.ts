import { deepEqual, doesNotMatch, equal, match, ok, throws } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';
import { readConfig, settings } from '../../src/config.ts';

test('no variable is needed', () => {
  const config = readConfig({});
  equal(config.port, 8080);
  equal(config.host, '127.0.0.1');
  deepEqual(config.database, { kind: 'sqlite', path: './data/backtalk.db' });
  equal(config.isDatabaseGiven, false);
  equal(config.publicUrl, null);
  equal(config.secret, null);
  equal(config.trustProxy, false);
  deepEqual(config.fetchPorts, [80, 443]);
  ok(Object.isFrozen(config));
});

test('an empty variable counts as none', () => {
  const config = readConfig({ PORT: '', DATABASE_URL: ' ', SECRET: '' });
  equal(config.port, 8080);
  equal(config.isDatabaseGiven, false);
  equal(config.secret, null);
});

describe('values', () => {
  const cases: readonly [name: string, text: string, key: keyof typeof settings, value: unknown][] = [
    ['PORT', '0', 'port', 0],
    ['DATABASE_URL', 'sqlite:/var/lib/backtalk/a.db', 'database', { kind: 'sqlite', path: '/var/lib/backtalk/a.db' }],
    ['DATABASE_URL', 'sqlite:///var/a.db', 'database', { kind: 'sqlite', path: '/var/a.db' }],
    ['PUBLIC_URL', 'https://Example.org/comments/', 'publicUrl', 'https://example.org/comments'],
    ['PUBLIC_URL', 'https://example.org/', 'publicUrl', 'https://example.org'],
    ['TRUST_PROXY', 'loopback', 'trustProxy', 'loopback'],
    ['TRUST_PROXY', 'loopback, 10.0.0.0/8, 2001:db8::1', 'trustProxy', 'loopback, 10.0.0.0/8, 2001:db8::1'],
    ['TRUST_PROXY', '2', 'trustProxy', 2],
    ['TRUST_PROXY', 'true', 'trustProxy', true],
    ['TRUST_PROXY', 'off', 'trustProxy', false],
    ['FETCH_ALLOW', 'localhost:9000, [::1]:80', 'fetchAllow', ['localhost:9000', '[::1]:80']],
    ['FETCH_PORTS', '80,8080', 'fetchPorts', [80, 8080]],
    ['LOG_LEVEL', 'DEBUG', 'logLevel', 'debug'],
    ['AKISMET_ENDPOINT', 'http://127.0.0.1:9000', 'akismetEndpoint', 'http://127.0.0.1:9000'],
  ];
  for (const [name, text, key, value] of cases)
    test(`${name}=${text}`, () => deepEqual(readConfig({ [name]: text })[key], value));
});

test('everything that is wrong is named at once, in sentences', () => {
  const wrong = {
    PORT: '80 80',
    DATABASE_URL: 'postgres://db',
    PUBLIC_URL: 'example.org',
    TRUST_PROXY: 'nginx',
    SMTP_URL: 'mail',
    FETCH_ALLOW: 'localhost',
    FETCH_PORTS: '70000',
    LOG_LEVEL: 'loud',
    AKISMET_ENDPOINT: 'ftp://a',
  };
  throws(
    () => readConfig(wrong),
    (error: Error) => {
      const lines = error.message.split('\n');
      for (const name of Object.keys(wrong))
        ok(
          lines.some((line) => line.startsWith(`${name} `) && line.endsWith('.')),
          `${name}\n${error.message}`,
        );
      return lines.length === Object.keys(wrong).length;
    },
  );
});

test('with MongoDB a SECRET must be given', () => {
  throws(() => readConfig({ DATABASE_URL: 'mongodb://127.0.0.1/backtalk' }), /SECRET must be set/);
  equal(readConfig({ DATABASE_URL: 'mongodb+srv://db.example/backtalk', SECRET: 's'.repeat(43) }).database.kind, 'mongodb');
});

describe('secrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backtalk-config-'));
  const path = join(folder, 'secret');
  writeFileSync(path, 'from-a-file-of-sufficient-length\n');
  test.after(() => rmSync(folder, { recursive: true }));

  test('come from a file as well', () => equal(readConfig({ SECRET_FILE: path }).secret, 'from-a-file-of-sufficient-length'));

  test('not from both', () => throws(() => readConfig({ SECRET: 'a'.repeat(20), SECRET_FILE: path }), /SECRET is given twice/));

  test('nor from a file that is not there, which is named', () =>
    throws(() => readConfig({ METRICS_TOKEN_FILE: '/nowhere' }), /METRICS_TOKEN .*\/nowhere/));

  test('a setting that is no secret has no file', () => equal(readConfig({ PORT_FILE: path }).port, 8080));

  test('are shown by no way of printing the whole', () => {
    const secrets = Object.values(settings)
      .filter((one) => one.secret)
      .map((one) => one.name);
    equal(secrets.length, 6);
    const config = readConfig({
      SECRET: 'canary-canary-canary',
      SECRET_PREVIOUS: 'canary-canary-canary',
      SMTP_URL: 'smtp://me:canary@mail.example',
      AKISMET_KEY: 'canary',
      METRICS_TOKEN: 'canary',
      DATABASE_URL: 'mongodb://me:canary@db.example/backtalk',
    });
    doesNotMatch(JSON.stringify({ config }) + inspect(config) + inspect({ config }), /canary/);
    match(JSON.stringify(config), /"port":8080/);
  });

  test('are not quoted when they are wrong', () => {
    throws(
      () => readConfig({ SMTP_URL: 'canary', DATABASE_URL: 'canary', METRICS_TOKEN: 'canary canary' }),
      (error: Error) => !error.message.includes('canary'),
    );
  });
});
