import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A process of its own, which tells what it does line by line. */
export interface Child {
  /** Everything it has said so far. */
  readonly lines: readonly string[];
  /** Answers once it has said that many lines. Fails when it ends before. */
  said(count: number): Promise<void>;
  /** Answers its exit code; null for a killed one. */
  readonly ended: Promise<number | null>;
  /** SIGKILL: no goodbye. Answers when it is gone and all it said is here. */
  kill(): Promise<void>;
  /** Lets one go that waits for its standard input. */
  go(): void;
}

/** Runs a script of this folder. */
export function startChild(script: string, ...words: readonly string[]): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  const ended = Promise.all([once(child, 'exit'), once(reader, 'close')]).then(() => child.exitCode);
  const said = async (count: number): Promise<void> => {
    while (lines.length < count) {
      const more = await Promise.race([once(reader, 'line').then(() => true), ended.then(() => false)]);
      if (!more && lines.length < count) throw new Error(`${script} ended after saying ${lines.length} lines: ${lines.at(-1)}`);
    }
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { lines, said, ended, kill, go: () => child.stdin.end() };
}
