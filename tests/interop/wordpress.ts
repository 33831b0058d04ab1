import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../support/free-port.ts';
import { findProgram } from '../support/programs.ts';

const run = promisify(execFile);
const ours = join(import.meta.dirname, 'wordpress');
const packaged = '/usr/share/wordpress';

/** A post as WordPress sent its pings for it. */
export interface Post {
  readonly id: number;
  readonly url: string;
  /** The targets that it takes for pinged. */
  readonly pinged: readonly string[];
}

/** Debian's WordPress on loopback, with its own database server, both in a folder that goes afterwards. */
export interface WordPress {
  readonly url: string;
  readonly pair: string;
  readonly version: string;
  publish(title: string, html: string): Promise<Post>;
  edit(id: number, html: string): Promise<Post>;
  pingbacks(id: number): Promise<readonly { readonly author: string; readonly url: string }[]>;
  stop(): Promise<void>;
}

export async function startWordPress(): Promise<WordPress> {
  const folder = await mkdtemp(join(tmpdir(), 'backtalk-wp-'));
  const children: ChildProcess[] = [];
  const stop = async () => {
    for (const child of children.reverse()) await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const socket = join(folder, 'db.sock');
    const pair = `127.0.0.1:${await freePort()}`;
    await Promise.all([layOut(folder, { socket, pair }), createDatabase(folder)]);
    children.push(await startDatabase(folder, socket));
    const act = async <T>(...words: readonly string[]): Promise<T> => {
      const { stdout } = await run('php', [join(folder, 'act.php'), ...words], { env: { ...process.env, WP_HOST: pair } });
      return JSON.parse(stdout) as T;
    };
    const { version } = await act<{ version: string }>('install');
    children.push(await startPhp(folder, pair));
    return {
      url: `http://${pair}`,
      pair,
      version,
      publish: (title, html) => act('publish', title, html),
      edit: (id, html) => act('edit', String(id), html),
      pingbacks: (id) => act('pingbacks', String(id)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function layOut(folder: string, { socket, pair }: { readonly socket: string; readonly pair: string }): Promise<void> {
  const wp = join(folder, 'wp');
  // The package's links lead out of its folder.
  await cp(packaged, wp, { recursive: true, dereference: true, filter: (path) => !path.includes('/wp-content/') });
  const content = join(wp, 'wp-content');
  for (const part of ['mu-plugins', 'plugins', 'themes/bare', 'uploads']) await mkdir(join(content, part), { recursive: true });
  await cp(join(ours, 'loopback.php'), join(content, 'mu-plugins/loopback.php'));
  await cp(join(ours, 'theme.php'), join(content, 'themes/bare/index.php'));
  await writeFile(join(content, 'themes/bare/style.css'), '/*\nTheme Name: bare\n*/\n');
  for (const file of ['router.php', 'act.php']) await cp(join(ours, file), join(folder, file));
  const defined = {
    ...{ DB_NAME: 'wp', DB_USER: 'wp', DB_PASSWORD: 'wp', DB_HOST: `localhost:${socket}`, DB_CHARSET: 'utf8mb4', DB_COLLATE: '' },
    ...{ WP_HOME: `http://${pair}`, WP_SITEURL: `http://${pair}` },
    ...Object.fromEntries(
      ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'].flatMap((name) => [
        [`${name}_KEY`, name],
        [`${name}_SALT`, name],
      ]),
    ),
  };
  const lines = Object.entries(defined).map(([name, value]) => `define( '${name}', '${value}' );`);
  const config = `<?php\n${lines.join('\n')}\ndefine( 'DISABLE_WP_CRON', true );\ndefine( 'AUTOMATIC_UPDATER_DISABLED', true );\n$table_prefix = 'wp_';\nif ( ! defined( 'ABSPATH' ) ) { define( 'ABSPATH', __DIR__ . '/' ); }\nrequire_once ABSPATH . 'wp-settings.php';\n`;
  await writeFile(join(wp, 'wp-config.php'), config);
}

const user = process.getuid?.() === 0 ? ['--user=root'] : [];

async function createDatabase(folder: string): Promise<void> {
  const options = [
    '--no-defaults',
    ...user,
    `--datadir=${join(folder, 'db')}`,
    '--skip-test-db',
    '--auth-root-authentication-method=normal',
  ];
  await run('mariadb-install-db', options);
}

async function startDatabase(folder: string, socket: string): Promise<ChildProcess> {
  const quiet = ['--skip-networking', '--skip-log-bin', '--innodb-buffer-pool-size=32M', '--innodb-flush-log-at-trx-commit=0'];
  const places = [`--datadir=${join(folder, 'db')}`, `--socket=${socket}`, `--pid-file=${join(folder, 'db.pid')}`];
  const child = spawn(findProgram('mariadbd') ?? '', ['--no-defaults', ...user, ...places, ...quiet], { stdio: 'ignore' });
  const sql =
    "CREATE DATABASE wp CHARACTER SET utf8mb4; CREATE USER wp@localhost IDENTIFIED BY 'wp'; GRANT ALL ON wp.* TO wp@localhost;";
  await until(child, () => run('mariadb', ['--no-defaults', `--socket=${socket}`, '-uroot', '-e', sql]));
  return child;
}

/** Several workers: it fetches a source while its sender waits. */
async function startPhp(folder: string, pair: string): Promise<ChildProcess> {
  const child = spawn('php', ['-S', pair, '-t', join(folder, 'wp'), join(folder, 'router.php')], {
    stdio: 'ignore',
    env: { ...process.env, PHP_CLI_SERVER_WORKERS: '4' },
    detached: true,
  });
  const port = Number(pair.split(':')[1]);
  await until(child, async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.destroy();
  });
  return child;
}

async function until(child: ChildProcess, act: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await act();
      return;
    } catch (error) {
      if (tries > 300 || child.exitCode !== null) throw error;
      await pause(100);
    }
  }
}

/** PHP's workers are its children, in a group of their own. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  if (child.spawnfile === 'php') process.kill(-child.pid, 'SIGTERM');
  else child.kill('SIGTERM');
  await ended;
}
