import { checkNames } from '../src/wire/settings.ts';
import { median } from './numbers.ts';
import { type BenchService, command, inFolder, onOtherCore, startBuilt } from './service.ts';

export interface FilterPosting {
  readonly without: number;
  readonly withAll: number;
  /** The median of the pairs' ratios. */
  readonly ratio: number;
}

interface Load {
  readonly perSecond: number;
  readonly refused: number;
}

/** Comments posted by 50 clients to a service without a single check of content, and to another with all of them, pair by pair. */
export function measureFilterPosting({ pairs = 5, seconds = 4 } = {}): Promise<FilterPosting> {
  return inFolder((plain) =>
    inFolder(async (folder) => {
      command(plain, 'site', 'set', 'blog', `checksOff=${checkNames.join(',')}`);
      const services = [await startBuilt(plain), await startBuilt(folder)] as const;
      const load = async (service: BenchService, run: number) =>
        (await onOtherCore<Load>('post-load.ts', service.url, '50', String(seconds), String(run))).perSecond;
      for (const service of services) await load(service, 0);
      const runs: { readonly without: number; readonly withAll: number }[] = [];
      for (let pair = 1; pair <= pairs; pair += 1) {
        runs.push({ without: await load(services[0], pair), withAll: await load(services[1], pair) });
      }
      for (const service of services) await service.stop();
      return {
        without: median(runs.map(({ without }) => without)),
        withAll: median(runs.map(({ withAll }) => withAll)),
        ratio: median(runs.map(({ without, withAll }) => withAll / without)),
      };
    }),
  );
}
