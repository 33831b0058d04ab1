import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface LockFile {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly resolved?: string }>>;
}

export const readManifest = (root: string): Manifest => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

export const readLockFile = (root: string): LockFile =>
  JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile;

/** Every package of the lock file with its version, nested copies included. */
export function lockedVersions(lock: LockFile): { readonly name: string; readonly version: string }[] {
  return Object.entries(lock.packages).flatMap(([path, { version }]) => {
    const name = path.split('node_modules/').at(-1);
    return name && version ? [{ name, version }] : [];
  });
}

/** At most 30 things to trust at run time. */
export function tooManyDependencies({ dependencies = {} }: Manifest): string[] {
  const names = Object.keys(dependencies);
  return names.length > 30 ? [`${names.length} runtime dependencies`] : [];
}

/** A range would let a machine install what nobody tested: npm on an old Node picks old versions by itself. */
export function looseVersions({ dependencies, devDependencies, optionalDependencies }: Manifest): string[] {
  const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  return all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)).map(([name, version]) => `${name} ${version}`);
}

/** The lock file names no host, so that it installs from whatever registry a machine is set to. */
export function registryHosts(lock: LockFile): string[] {
  return Object.entries(lock.packages).flatMap(([path, { resolved }]) => (resolved ? [`${path} ${resolved}`] : []));
}
