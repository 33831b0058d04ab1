import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

export interface Instruction {
  readonly word: string;
  readonly rest: string;
}

export interface Stage {
  readonly name: string;
  readonly steps: readonly Instruction[];
}

/** The stages of a Dockerfile, as far as ours goes: one instruction a line, continued by a backslash. */
export function readStages(text: string): Stage[] {
  const stages: { name: string; steps: Instruction[] }[] = [];
  const lines = text.replace(/\\\n\s*/g, '').split('\n');
  for (const line of lines) {
    const [, word, rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (word === 'FROM') stages.push({ name: / AS (\S+)$/.exec(rest)?.[1] ?? 'last', steps: [] });
    else if (word) stages.at(-1)?.steps.push({ word, rest });
  }
  return stages;
}

/** Does what `COPY` and `RUN npm` say, each stage's /app being a folder of its own below `folder`. Answers those folders. */
export function carryOut(
  stages: readonly Stage[],
  { context, folder }: { context: string; folder: string },
): Map<string, string> {
  const folders = new Map<string, string>();
  for (const { name, steps } of stages) {
    const app = join(folder, name);
    mkdirSync(app, { recursive: true });
    folders.set(name, app);
    for (const { word, rest } of steps) {
      if (word === 'COPY') copy(rest, { context, app, folders });
      if (word === 'RUN' && rest.startsWith('npm ')) npm(rest, { app, home: join(folder, 'home') });
    }
  }
  return folders;
}

function copy(rest: string, { context, app, folders }: { context: string; app: string; folders: Map<string, string> }): void {
  const [, stage, names = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(rest) ?? [];
  const from = stage ? folders.get(stage) : context;
  const [target = '', ...sources] = names.split(' ').reverse();
  if (!from) throw new Error(`COPY from an unknown stage: ${rest}`);
  for (const source of sources) {
    const name = source.replace(/^\/app\//, '');
    cpSync(join(from, name), join(app, target.endsWith('/') ? name : target), { recursive: true });
  }
}

/**
 * As in an image: a home of its own, none of our packages on the path, and Node 24 in front. How this machine reaches its
 * registry, and npm's cache, which spares the downloads, stay.
 */
function npm(command: string, { app, home }: { app: string; home: string }): void {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const path = [dirname(process.execPath), ...folders].join(delimiter);
  mkdirSync(home, { recursive: true });
  const env = { PATH: path, HOME: home, ...npmSettings(), npm_config_prefer_offline: 'true' };
  // The compiler complains on stdout, and an error shows stderr.
  execFileSync('sh', ['-ec', `(${command}) >&2`], { cwd: app, env, stdio: ['ignore', 'ignore', 'pipe'] });
}

function npmSettings(): Record<string, string> {
  const lines = execFileSync('npm', ['config', 'get', 'globalconfig', 'userconfig', 'cache'], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
  const pairs = [...lines.matchAll(/^(\w+)\s*=\s*(.+)$/gm)].map(([, key, value = '']) => [`npm_config_${key}`, value]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

/** Nobody may write there, as in a container with a read-only root. */
export function makeReadOnly(folder: string): void {
  execFileSync('chmod', ['-R', 'a-w,a+rX', folder]);
}

/** Undoes it, so that the folder can be removed. */
export function makeWritable(folder: string): void {
  chmodSync(folder, 0o755);
  execFileSync('chmod', ['-R', 'u+w', folder]);
}
