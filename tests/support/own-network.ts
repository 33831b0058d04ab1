import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { without } from './programs.ts';

/** Why no program can be run in a network of its own here; false when it can. That needs root. */
export function withoutOwnNetwork(): string | false {
  const missing = without('unshare', 'ip', 'mount');
  if (missing !== false || spawnSync('unshare', ['-n', '-m', 'true']).status === 0) return missing;
  return 'may make no network namespace';
}

/**
 * Runs a script of ours where nothing is reached but these addresses, all on the loopback interface, and where the name server is
 * 127.0.0.1. Answers the JSON it prints. So the rules of production stand while every address is at hand.
 */
export function inOwnNetwork<T>(script: string, addresses: readonly string[], input: unknown): T {
  const folder = mkdtempSync(join(tmpdir(), 'backtalk-network-'));
  try {
    const resolv = join(folder, 'resolv.conf');
    writeFileSync(resolv, 'nameserver 127.0.0.1\n');
    const add = addresses.map((address) => `ip addr add ${address}/${address.includes(':') ? '128 nodad' : '32'} dev lo`);
    const steps = ['ip link set lo up', ...add, `mount --bind ${resolv} /etc/resolv.conf`, `exec ${process.execPath} ${script}`];
    const { status, stdout, stderr } = spawnSync('unshare', ['-n', '-m', 'sh', '-ec', steps.join('\n')], {
      input: JSON.stringify(input),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr}`);
    return JSON.parse(stdout) as T;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
