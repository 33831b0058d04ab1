import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { findProgram } from './programs.ts';

/** The code blocks of a page in one language, as they stand there. */
export function codeBlocks(page: string, language: string): string[] {
  const text = readFileSync(join(import.meta.dirname, '../../docs', page), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, found, code]) =>
    found === language && code ? [code] : [],
  );
}

export interface ProxyStart {
  /** Server blocks with what belongs to them, or a location block to put into one, from the page. */
  readonly block: string;
  readonly port: number;
  /** `127.0.0.1:PORT` of the service. */
  readonly service: string;
  /** For its files; nothing is written elsewhere. */
  readonly folder: string;
}

/** Runs a proxy and answers how to end it, once it listens. */
export async function startNginx({ block, port, service, folder }: ProxyStart): Promise<() => Promise<void>> {
  const own = block.replaceAll('127.0.0.1:8080', service);
  const server = /^\s*server \{/m.test(own)
    ? own.replace(/listen (443 ssl|80);/, `listen 127.0.0.1:${port};`).replace(/^\s*ssl_.*\n/gm, '')
    : `server { listen 127.0.0.1:${port};\n${own}}`;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`);
  const file = join(folder, 'nginx.conf');
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr;
events {}
http { access_log off; ${temporary.join(' ')}
${server}}`,
  );
  return running(['nginx', '-c', file, '-p', folder, '-e', 'stderr'], { port, folder });
}

export async function startCaddy({ block, port, service, folder }: ProxyStart): Promise<() => Promise<void>> {
  const own = block.replaceAll('127.0.0.1:8080', service).replace(/^[\w.]+ \{/m, `http://127.0.0.1:${port} {`);
  const file = join(folder, 'Caddyfile');
  writeFileSync(file, `{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n}\n${own}`);
  return running(['caddy', 'run', '--adapter', 'caddyfile', '--config', file], { port, folder });
}

async function running(words: readonly string[], at: { port: number; folder: string }): Promise<() => Promise<void>> {
  const [command = '', ...rest] = words;
  const env = { PATH: process.env['PATH'], HOME: at.folder, XDG_DATA_HOME: at.folder, XDG_CONFIG_HOME: at.folder };
  const child = spawn(findProgram(command) ?? command, rest, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const complaints: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  const ended = once(child, 'exit');
  await untilItAnswers(child, at.port).catch((error: unknown) => {
    throw new Error(`${command}: ${String(error)}\n${complaints.join('')}`);
  });
  return async () => {
    child.kill('SIGTERM');
    await ended;
  };
}

async function untilItAnswers(child: ChildProcess, port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`ended with code ${child.exitCode}`);
    const answered = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await setTimeout(50);
  }
  child.kill('SIGKILL');
  throw new Error('does not answer');
}
