/**
 * The processor time of an act in milliseconds: the best of some, since a machine that does something else meanwhile says nothing of us.
 * Once it is within a limit, no more are needed.
 */
export async function fastest(act: () => unknown, { rounds = 5, limit = 0 } = {}): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds && best > limit; round += 1) {
    const before = process.cpuUsage();
    await act();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}
