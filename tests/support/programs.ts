import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Program {
  readonly command: string;
  /** The Debian package that brings it. */
  readonly debian: string;
  readonly why: string;
}

/** What the tests start beside Node. `run.ts` installs what is missing, and a test says what it cannot do without. */
export const programs: readonly Program[] = [
  { command: 'nginx', debian: 'nginx', why: 'the configuration in docs/running-behind-nginx.md, as it stands there' },
  { command: 'caddy', debian: 'caddy', why: 'the configuration in docs/running-behind-caddy.md, as it stands there' },
  { command: 'docker-compose', debian: 'docker-compose', why: 'docker-compose.yml is read as Compose reads it' },
  { command: 'chromium', debian: 'chromium', why: 'what a reader sees, in tests/browser' },
  { command: 'python3', debian: 'python3', why: 'schemathesis against /openapi.json' },
];

/** Where pip puts what requirements.txt names. Ignored by git. */
export const pythonFolder = join(import.meta.dirname, '../../.python');

/** The full path of a program, or null. Debian's servers stand in /usr/sbin, which is not on everybody's path. */
export function findProgram(command: string): string | null {
  const folders = [join(pythonFolder, 'bin'), ...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, command)).find(isExecutable) ?? null;
}

/**
 * For `test(name, { skip: without('nginx') }, …)`: the reason to skip, or false. In CI nothing may go untested, so that a
 * missing program is an error there.
 */
export function without(...commands: readonly string[]): string | false {
  const missing = commands.filter((command) => !findProgram(command));
  if (missing.length === 0) return false;
  if (process.env['CI'] === 'true') throw new Error(`missing in CI: ${missing.join(', ')}`);
  return `needs ${missing.join(', ')}`;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
