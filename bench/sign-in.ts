import { median } from './numbers.ts';
import { addModerator, inFolder, startBuilt } from './service.ts';

const accounts = 6;
/** Of each account: fewer than the ten that are checked within a quarter of an hour. */
const tries = 8;

export interface SignInTimes {
  readonly known: number;
  readonly unknown: number;
  /** The longer of the two medians beside the other. */
  readonly ratio: number;
}

/** Medians of a wrong password for accounts that are there and for some that are not, in turn, in milliseconds. */
export function measureSignIn(): Promise<SignInTimes> {
  return inFolder(async (folder) => {
    for (let at = 0; at < accounts; at += 1) addModerator(folder, `known${at}@example.org`);
    const service = await startBuilt(folder);
    try {
      const [known, unknown]: [number[], number[]] = [[], []];
      for (let at = 0; at < accounts * tries; at += 1) {
        const account = at % accounts;
        const ask = async (who: string, times: number[]) =>
          times.push(await timeOf(service.url, `${who}${account}@example.org`, at));
        // Each leads as often as the other.
        if (at % 2 === 0) await ask('known', known);
        await ask('nobody', unknown);
        if (at % 2 === 1) await ask('known', known);
      }
      const [there, absent] = [median(known), median(unknown)];
      return { known: there, unknown: absent, ratio: Math.max(there, absent) / Math.min(there, absent) };
    } finally {
      await service.stop();
    }
  });
}

async function timeOf(url: string, email: string, at: number): Promise<number> {
  const began = performance.now();
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': `10.1.${at >> 8}.${at & 255}` },
    body: JSON.stringify({ email, password: 'not the password' }),
  });
  await answer.text();
  if (answer.status !== 401) throw new Error(`a wrong password was answered ${answer.status}`);
  return performance.now() - began;
}
