import { deepEqual, match, ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { findProgram, without } from '../support/programs.ts';

const file = join(import.meta.dirname, '../../docker-compose.mongo.yml');

test('Compose reads docker-compose.mongo.yml: two services with one secret, a set of three, and a port for the proxy alone', {
  skip: without('docker-compose'),
}, () => {
  const compose = (secret: string) =>
    execFileSync(findProgram('docker-compose') ?? '', ['-f', file, 'config'], {
      encoding: 'utf8',
      stdio: 'pipe',
      env: { PATH: process.env['PATH'] ?? '', SECRET: secret },
    });
  const read = compose('long and random');
  const count = (pattern: RegExp) => [...read.matchAll(pattern)].length;
  deepEqual(
    {
      secrets: count(/SECRET: long and random/g),
      trusts: count(/TRUST_PROXY: uniquelocal/g),
      urls: count(/DATABASE_URL: mongodb:\/\/mongo1:27017,mongo2:27017,mongo3:27017\/backtalk\?replicaSet=rs0/g),
      members: count(/- rs0$/gm),
      readOnly: count(/read_only: true/g),
    },
    { secrets: 2, trusts: 2, urls: 2, members: 3, readOnly: 2 },
  );
  const ports = read.split('\n').filter((line) => /127\.0\.0\.1:|published|host_ip/.test(line) && !line.includes('PUBLIC_URL'));
  ok(ports.length > 0 && ports.every((line) => /127\.0\.0\.1|8080/.test(line)), ports.join('\n'));
  match(read, /proxy_set_header X-Forwarded-For/);
  let complaint = '';
  try {
    compose('');
  } catch (error) {
    complaint = String((error as { stderr?: unknown }).stderr);
  }
  match(complaint, /set SECRET to a long random text/);
});
