/** Waits between attempts, in minutes; after the last the job gives up and stays visible. */
const waitsInMinutes = [0.2, 1, 5, 15, 60, 180, 720, 1_440];

/** When a job that failed for the `attempts`-th time is due again, milliseconds; null when it gives up. */
export function retryAt(now: number, attempts: number): number | null {
  const wait = waitsInMinutes[attempts - 1];
  return wait === undefined ? null : now + wait * 60_000;
}
