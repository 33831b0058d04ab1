import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Program {
  /** Or a file, by its full path, where a package brings none. */
  readonly command: string;
  /** The Debian packages that bring it. */
  readonly debian: string;
  readonly why: string;
}

/** What the tests start beside Node. `run.ts` installs what is missing, and a test says what it cannot do without. */
export const programs: readonly Program[] = [
  {
    command: 'nginx',
    debian: 'nginx',
    why: 'docs/running-behind-nginx.md and docs/recipes/nginx-includes.md, as they stand there',
  },
  { command: 'hugo', debian: 'hugo', why: 'the recipe in docs/recipes/hugo.md, as it stands there' },
  { command: 'caddy', debian: 'caddy', why: 'the configuration in docs/running-behind-caddy.md, as it stands there' },
  { command: 'docker-compose', debian: 'docker-compose', why: 'docker-compose.yml is read as Compose reads it' },
  { command: 'chromium', debian: 'chromium', why: 'what a reader sees, in tests/browser' },
  { command: 'firefox-esr', debian: 'firefox-esr', why: 'the core of it in a second engine' },
  { command: 'WebKitWebDriver', debian: 'webkit2gtk-driver', why: 'and in a third' },
  { command: 'xvfb-run', debian: 'xvfb', why: 'the screen that WebKitGTK wants' },
  { command: 'xauth', debian: 'xauth', why: 'xvfb-run is a script that needs it' },
  { command: 'unshare', debian: 'util-linux', why: 'a network of its own for what the fetch must not reach' },
  { command: 'mount', debian: 'mount', why: 'its name server' },
  { command: 'ip', debian: 'iproute2', why: 'its addresses' },
  { command: 'php', debian: 'php-cli php-mysql php-curl php-xml php-mbstring', why: 'WordPress, and a pingback client' },
  { command: 'mariadbd', debian: 'mariadb-server', why: 'the database of WordPress' },
  { command: '/usr/share/wordpress/wp-load.php', debian: 'wordpress', why: 'pingbacks as WordPress sends and takes them' },
  { command: '/usr/share/perl5/RPC/XML/Client.pm', debian: 'librpc-xml-perl', why: 'a pingback client' },
  { command: '/var/lib/dpkg/info/php-xmlrpc.list', debian: 'php-xmlrpc', why: 'a pingback client' },
  { command: 'postfix', debian: 'postfix', why: 'a mail server that is not ours' },
  { command: 'openssl', debian: 'openssl', why: 'its certificate' },
  { command: 'python3', debian: 'python3', why: 'schemathesis against /openapi.json' },
];

/** Where pip puts what requirements.txt names. Ignored by git. */
export const pythonFolder = join(import.meta.dirname, '../../.python');

/** The full path of a program, or null. Debian's servers stand in /usr/sbin, which is not on everybody's path. */
export function findProgram(command: string): string | null {
  if (command.startsWith('/')) return existsSync(command) ? command : null;
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
