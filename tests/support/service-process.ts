import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { bareEnv } from './bare-env.ts';

/** The service as a process of its own, reached as the world reaches it. */
export interface ServiceProcess {
  /** Where it listens, whatever `PUBLIC_URL` says. */
  readonly url: string;
  /** Everything it wrote, stdout and stderr. */
  readonly output: () => string;
  /** SIGTERM; answers the exit code. */
  readonly stop: () => Promise<number | null>;
  /** SIGKILL. */
  readonly kill: () => Promise<void>;
}

export interface ServiceStart {
  readonly folder: string;
  /** `src/main.ts`, or what was built from it. */
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs it as that user and group. */
  readonly user?: number;
  /** How long it may take until it listens. */
  readonly patienceMs?: number;
}

/** Starts it on a free port of 127.0.0.1 with nothing of this process’ environment but where programs are. */
export async function startService({ folder, main, env, user, patienceMs = 20_000 }: ServiceStart): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [main], {
    cwd: folder,
    env: { ...bareEnv(), HOST: '127.0.0.1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
  const ended = once(child, 'exit');
  const written: string[] = [];
  const url = await listening(child, { written, patienceMs }).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  const stop = async (): Promise<number | null> => {
    await end('SIGTERM');
    return child.exitCode;
  };
  return { url, output: () => written.join('\n'), stop, kill: () => end('SIGKILL') };
}

/** Waits for the log line `listening`, which carries the URL. */
function listening(
  child: ChildProcess,
  { written, patienceMs }: { readonly written: string[]; readonly patienceMs: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}\n${written.join('\n')}`));
    const late = setTimeout(() => fail('The service does not say that it listens.'), patienceMs);
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        written.push(line);
        const url = listeningUrl(line);
        if (url) resolve(url);
      });
    }
    child.once('error', reject);
    child.once('exit', (code) => fail(`The service ended with code ${code}.`));
    child.once('exit', () => clearTimeout(late));
    late.unref();
  });
}

function listeningUrl(line: string): string | null {
  if (!line.includes('listening')) return null;
  try {
    const { msg, url } = JSON.parse(line) as { msg?: unknown; url?: unknown };
    return msg === 'listening' && typeof url === 'string' ? url : null;
  } catch {
    return null;
  }
}
