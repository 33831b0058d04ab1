import { median } from './numbers.ts';
import { inFolder, onOtherCore, startBuilt } from './service.ts';

export interface Posting {
  /** Durable commits a second of better-sqlite3 alone. */
  readonly bare: number;
  readonly ours: number;
  /** The median of the pairs' ratios. */
  readonly ratio: number;
  readonly p50: number;
  readonly p99: number;
}

interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly refused: number;
}

/** Comments posted by 50 clients, screened and durable, beside the bare store; after a warm-up, pair by pair. */
export function measurePosting({ pairs = 5, seconds = 4 } = {}): Promise<Posting> {
  return inFolder(async (folder) => {
    const service = await startBuilt(folder);
    const load = (run: number, forSeconds: number) =>
      onOtherCore<Load>('post-load.ts', service.url, '50', String(forSeconds), String(run));
    await load(0, 8);
    const runs: { readonly bare: number; readonly ours: Load }[] = [];
    for (let run = 1; run <= pairs; run += 1) {
      const { perSecond } = await onOtherCore<{ perSecond: number }>('bare-inserts.ts', '2');
      runs.push({ bare: perSecond, ours: await load(run, seconds) });
    }
    await service.stop();
    if (runs.some(({ ours }) => ours.refused > 0)) throw new Error('some comments were refused');
    return {
      bare: median(runs.map(({ bare }) => bare)),
      ours: median(runs.map(({ ours }) => ours.perSecond)),
      ratio: median(runs.map(({ bare, ours }) => ours.perSecond / bare)),
      p50: median(runs.map(({ ours }) => ours.p50)),
      p99: median(runs.map(({ ours }) => ours.p99)),
    };
  });
}
