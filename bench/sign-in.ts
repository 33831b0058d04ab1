import { readFileSync } from 'node:fs';
import { addModerator, inFolder, startBuilt } from './service.ts';

const accounts = 6;
/** Of each account: fewer than the ten that are checked within a quarter of an hour. */
const tries = 8;

export interface SignInTimes {
  readonly known: number;
  readonly unknown: number;
  /** The longer of the two beside the other. */
  readonly ratio: number;
}

/**
 * What a wrong password costs for accounts that are there and for some that are not, in turn: milliseconds of the service's processor time,
 * mean of all, since what else the machine does would blur a clock on the wall.
 */
export function measureSignIn(): Promise<SignInTimes> {
  return inFolder(async (folder) => {
    for (let at = 0; at < accounts; at += 1) addModerator(folder, `known${at}@example.org`);
    const service = await startBuilt(folder);
    try {
      const [known, unknown]: [number[], number[]] = [[], []];
      for (let at = 0; at < accounts * tries; at += 1) {
        const account = at % accounts;
        const ask = async (who: string, times: number[]) => times.push(await costOf(service, `${who}${account}@example.org`, at));
        // Each leads as often as the other.
        if (at % 2 === 0) await ask('known', known);
        await ask('nobody', unknown);
        if (at % 2 === 1) await ask('known', known);
      }
      const [there, absent] = [mean(known), mean(unknown)];
      return { known: there, unknown: absent, ratio: Math.max(there, absent) / Math.min(there, absent) };
    } finally {
      await service.stop();
    }
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

async function costOf({ url, pid }: { readonly url: string; readonly pid: number }, email: string, at: number): Promise<number> {
  const before = processorMs(pid);
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': `10.1.${at >> 8}.${at & 255}` },
    body: JSON.stringify({ email, password: 'not the password' }),
  });
  await answer.text();
  if (answer.status !== 401) throw new Error(`a wrong password was answered ${answer.status}`);
  return processorMs(pid) - before;
}

/** User and system time so far, in steps of 10 ms (proc(5), /proc/PID/stat, fields 14 and 15). */
function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
