import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { logTo } from '../../src/operating/log.ts';

function logging() {
  const lines: string[] = [];
  return { log: logTo({ write: (line) => void lines.push(line) }, 'trace'), lines };
}

test('one JSON line an event', () => {
  const { log, lines } = logging();
  log.info({ url: 'http://127.0.0.1:8080' }, 'listening');
  log.error({ error: new Error('broken') }, 'failed');
  equal(lines.length, 2);
  const [first, second] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  deepEqual([first?.['msg'], first?.['url']], ['listening', 'http://127.0.0.1:8080']);
  match(JSON.stringify(second?.['error']), /"message":"broken".*"stack"/);
});

test('an email, token or password is written under no name and in no text', () => {
  const { log, lines } = logging();
  const secrets = {
    authorization: 'Bearer canary',
    cookie: 'canary',
    email: 'canary@example.org',
    password: 'canary',
    editToken: 'canary',
  };
  log.trace(secrets);
  log.info({ request: { headers: { ...secrets, 'set-cookie': ['canary'] } } });
  log.info({ jobs: [{ of: { whom: { also: secrets } } }] });
  log.error({ error: Object.assign(new Error('said no'), { response: { token: 'canary' } }) }, 'failed');
  log.info({ body: secrets }, 'no mail to canary.canary+tag@mail.example.org');
  log.error({ error: new Error('mongodb://canary:canary@localhost/ said no to bt_canarycanarycanary') }, 'failed');
  log.warn('käse.canary@bücher.example wrote');
  equal(lines.length, 7);
  doesNotMatch(lines.join(''), /canary/);
  for (const line of lines) JSON.parse(line);
});

test('paths of packages are not taken for emails', () => {
  const { log, lines } = logging();
  log.info('at node_modules/@pinojs/redact/index.js:1:1');
  match(lines.join(''), /node_modules\/@pinojs\/redact/);
});

test('a command’s log leaves stdout alone', () => {
  const script = `import { createLog } from './src/operating/log.ts'; createLog({ level: 'warn', destination: 'stderr' }).warn('here');`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script], { encoding: 'utf8' });
  equal(stdout, '');
  match(stderr, /"msg":"here"/);
});
