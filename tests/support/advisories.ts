import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LockFile, lockedVersions } from './packages.ts';

/** A known hole of a package, in the versions from `from` (else the first) up to `below`, which mends it. */
export interface Advisory {
  readonly package: string;
  readonly from?: string;
  readonly below: string;
  readonly id: string;
  readonly what: string;
}

export const readAdvisories = (): readonly Advisory[] =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'advisories.json'), 'utf8')) as Advisory[];

/** `sanitize-html 2.11.0: CVE-2024-21501 (mended in 2.12.1)` for each version of the lock file with a known hole. */
export function knownHoles(lock: LockFile, advisories: readonly Advisory[]): string[] {
  return lockedVersions(lock).flatMap(({ name, version }) =>
    advisories
      .filter((it) => it.package === name && compare(version, it.below) < 0 && (!it.from || compare(version, it.from) >= 0))
      .map((it) => `${name} ${version}: ${it.id} (mended in ${it.below})`),
  );
}

/** By the order of Semantic Versioning, as far as locked versions need it: numbers first, a pre-release before its release. */
export function compare(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  const at = left.numbers.findIndex((number, index) => number !== right.numbers[index]);
  if (at >= 0) return (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0);
  if (left.pre === right.pre) return 0;
  if (!left.pre || !right.pre) return left.pre ? -1 : 1;
  return left.pre < right.pre ? -1 : 1;
}

function parts(version: string): { numbers: number[]; pre: string } {
  const [release = '', pre = ''] = version.split('+')[0]?.split(/-(.*)/) ?? [];
  return { numbers: release.split('.').map(Number), pre };
}
