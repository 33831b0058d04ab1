import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import Driver from 'better-sqlite3';

/** Room kept beside the database, given up so that deleting works on a full disk, and taken again when there is space. */
export interface Reserve {
  guard<T>(act: () => T, frees: boolean): T;
}

const reserveBytes = 8 * 1024 * 1024;
/** Small, as it stays in memory until somebody tidies up. */
const block = Buffer.alloc(64 * 1024, 1);
const roomBeforeTaking = 8 * reserveBytes;

export function createReserve(databasePath: string): Reserve {
  if (databasePath === ':memory:') return { guard: (act) => act() };
  const path = `${databasePath}-reserve`;
  let isGivenUp = !take(path);
  return {
    guard: (act, frees) => {
      try {
        const result = act();
        if (isGivenUp && hasRoom(path)) isGivenUp = !take(path);
        return result;
      } catch (error) {
        if (!frees || isGivenUp || !isDiskFull(error)) throw error;
        rmSync(path, { force: true });
        isGivenUp = true;
        return act();
      }
    },
  };
}

function take(path: string): boolean {
  if (existsSync(path)) return true;
  if (!hasRoom(path)) return false;
  try {
    const file = openSync(path, 'wx', 0o600);
    // Written and not merely sized: a sparse file would reserve nothing.
    for (let written = 0; written < reserveBytes; written += block.length) writeSync(file, block);
    fsyncSync(file);
    closeSync(file);
    return true;
  } catch {
    rmSync(path, { force: true });
    return false;
  }
}

function hasRoom(path: string): boolean {
  const { bavail, bsize } = statfsSync(dirname(path));
  return bavail * bsize > roomBeforeTaking;
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Driver.SqliteError && (error.code === 'SQLITE_FULL' || error.code.startsWith('SQLITE_IOERR'));
}
