import { deepEqual, equal, ok } from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { carryOut, type Instruction, makeReadOnly, makeWritable, readStages } from '../support/dockerfile.ts';
import { freePort } from '../support/free-port.ts';
import { findProgram, without } from '../support/programs.ts';
import { startService } from '../support/service-process.ts';

const root = join(import.meta.dirname, '../..');
const stages = readStages(readFileSync(join(root, 'Dockerfile'), 'utf8'));
const steps = stages.flatMap((stage) => stage.steps);
const last = stages.at(-1)?.steps ?? [];
const said = (list: readonly Instruction[], word: string) => list.filter((step) => step.word === word).map(({ rest }) => rest);

test('Compose reads docker-compose.yml: a volume, nothing writable but that, no rights', {
  skip: without('docker-compose'),
}, () => {
  const compose = findProgram('docker-compose') ?? '';
  const read = execFileSync(compose, ['-f', join(root, 'docker-compose.yml'), 'config'], { encoding: 'utf8', stdio: 'pipe' });
  for (const line of ['read_only: true', '- ALL', 'target: /data|- data:/data'])
    ok(new RegExp(line).test(read), `${line} in\n${read}`);
});

test('the image is not root, says how healthy it is, and copies only what .dockerignore lets in', () => {
  deepEqual(said(last, 'USER'), ['node']);
  deepEqual(said(last, 'VOLUME'), ['/data']);
  equal(said(last, 'HEALTHCHECK').length, 1);
  const letIn = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
  const copied = said(steps, 'COPY').filter((rest) => !rest.startsWith('--from'));
  deepEqual(
    copied.flatMap((rest) => rest.split(' ').slice(0, -1)).filter((name) => !letIn.includes(`!${name}`)),
    [],
  );
});

test('every RUN is one that the next test carries out, or makes the volume', () => {
  const others = said(steps, 'RUN').filter((rest) => !rest.startsWith('npm '));
  deepEqual(others, ['mkdir /data && chown node:node /data']);
});

test('carried out in a clean folder, its steps make a service that runs as nobody in a tree nobody may write', async (context) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'backtalk-image-')));
  chmodSync(folder, 0o755);
  context.after(() => {
    makeWritable(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  const app = carryOut(stages, { context: root, folder }).get('last') ?? '';
  deepEqual(
    readdirSync(join(app, 'node_modules')).filter((name) => /^node-(linux|win|darwin)|^typescript$/.test(name)),
    [],
  );
  makeReadOnly(app);

  const nobody = process.getuid?.() === 0 ? 65_534 : undefined;
  const data = join(folder, 'data');
  mkdirSync(data);
  if (nobody) chownSync(data, nobody, nobody);
  const env = {
    ...imageEnvironment(),
    HOST: '127.0.0.1',
    PORT: String(await freePort()),
    DATABASE_URL: `sqlite:${data}/backtalk.db`,
  };
  const service = await startService({ folder: app, main: 'dist/main.js', env, ...(nobody ? { user: nobody } : {}) });
  context.after(service.stop);

  equal(healthcheck(new URL(service.url).port), 0);
  equal(await service.stop(), 0);
  equal(healthcheck(new URL(service.url).port), 1);
  ok(existsSync(join(data, 'backtalk.db')));
});

function imageEnvironment(): Record<string, string> {
  const pairs = said(last, 'ENV').flatMap((rest) => rest.split(' '));
  return Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
}

/** The HEALTHCHECK's own command. */
function healthcheck(port: string): number | null {
  const [, argv = '[]'] = /CMD (\[.*\])$/.exec(said(last, 'HEALTHCHECK')[0] ?? '') ?? [];
  const [, ...rest] = JSON.parse(argv) as string[];
  return spawnSync(process.execPath, rest, { env: { PORT: port } }).status;
}
