import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { compare, knownHoles, readAdvisories } from './support/advisories.ts';
import { readLockFile } from './support/packages.ts';

const advisories = readAdvisories();
const lockOf = (name: string, version: string) => ({ packages: { [`node_modules/a/node_modules/${name}`]: { version } } });

test('no package of the lock file has a known hole', () => {
  deepEqual(knownHoles(readLockFile(join(import.meta.dirname, '..')), advisories), []);
});

test('each advisory finds the version before its fix, and not the fix', () => {
  for (const advisory of advisories) {
    const { package: name, below, from } = advisory;
    const before = from ?? '0.0.1';
    equal(knownHoles(lockOf(name, before), [advisory]).length, 1, `${name} ${before}`);
    equal(knownHoles(lockOf(name, `${below}-rc.1`), [advisory]).length, 1, `${name} ${below}-rc.1`);
    deepEqual(knownHoles(lockOf(name, below), [advisory]), []);
  }
});

test('an old sanitize-html, however deep, is named with what mends it', () => {
  const holes = knownHoles(lockOf('sanitize-html', '2.17.7'), advisories);
  equal(holes.length, 1);
  match(holes[0] ?? '', /^sanitize-html 2\.17\.7: GHSA-\S+ .*mended in 2\.18\.0/);
});

test('versions compare by number, a pre-release before its release', () => {
  const ordered = ['0.0.1', '0.9.0', '0.10.0', '1.0.0-alpha', '1.0.0-rc', '1.0.0', '1.0.1', '10.0.0'];
  for (const [at, version] of ordered.entries()) {
    equal(compare(version, version), 0);
    for (const later of ordered.slice(at + 1))
      ok(compare(version, later) < 0 && compare(later, version) > 0, `${version} < ${later}`);
  }
});
