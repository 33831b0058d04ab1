import { carryOnErasing, type EraseNeeds } from './erase.ts';

/** Well within the lease of a job. */
const runMs = 20_000;
const busyMs = 60_000;

/** Does the next part of an erasure, and comes again until it is done. */
export async function eraseJob(needs: EraseNeeds, id: string): Promise<{ readonly againAt: number } | null> {
  const erasure = await carryOnErasing(needs, id, runMs);
  if (!erasure || erasure.state === 'done') return null;
  return { againAt: erasure.state === 'erasing' ? needs.now() : needs.now() + busyMs };
}
