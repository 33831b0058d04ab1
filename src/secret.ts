import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const leastCharacters = 43;
const patienceMs = 2_000;
const pauseMs = 20;

/**
 * The secret of an installation that was given none: kept in the file `secret` beside the SQLite database, made at the first start
 * and readable by its owner only. Of several processes that start at once one makes it, and all answer the same.
 * @throws Error with a text for the operator when the file cannot be read or made, or holds no whole secret
 */
export async function secretBeside(databasePath: string, random: (size: number) => Buffer): Promise<string> {
  const path = join(dirname(databasePath), 'secret');
  const stands = await read(path);
  if (stands !== null) return stands === '' ? patientlyRead(path) : stands;
  await mkdir(dirname(path), { recursive: true });
  return (await make(path, random(32).toString('base64url'))) ?? patientlyRead(path);
}

/** Null when there is no file; empty while another process is still writing it. */
async function read(path: string): Promise<string | null> {
  try {
    const text = (await readFile(path, 'utf8')).trim();
    return text.length < leastCharacters ? '' : text;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Null when another process was first. */
async function make(path: string, secret: string): Promise<string | null> {
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
    if (hasCode(error, 'EEXIST')) return null;
    throw error;
  });
  if (file === null) return null;
  try {
    await file.writeFile(`${secret}\n`);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await syncFolder(dirname(path));
  return secret;
}

/** A file survives a power cut once its folder is on the disk as well. Windows cannot open one, and does not need it. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

async function patientlyRead(path: string): Promise<string> {
  for (let waited = 0; waited < patienceMs; waited += pauseMs) {
    const secret = await read(path);
    if (secret) return secret;
    await setTimeout(pauseMs);
  }
  throw new Error(
    `${path} holds no whole secret (at least ${leastCharacters} characters). Restore it from a backup, or set SECRET.`,
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
