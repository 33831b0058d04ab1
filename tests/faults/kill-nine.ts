import { startPosting } from './posting-clients.ts';
import { inBlogFolder, type Reckoning, reckon, startReady } from './service-under-load.ts';

export interface KillReport extends Reckoning {
  /** Milliseconds from each start to the first `/readyz` of 200. */
  readonly readyAfter: readonly number[];
}

/**
 * Kills the service with SIGKILL, again and again, while clients post; each time after a random number of acknowledged comments,
 * `each` on average.
 */
export function killUnderLoad({
  kills,
  clients,
  each,
}: {
  readonly kills: number;
  readonly clients: number;
  readonly each: number;
}): Promise<KillReport> {
  return inBlogFolder(async (folder) => {
    let url: string | null = null;
    const posting = startPosting(() => url, clients);
    const readyAfter: number[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      const service = await startReady(folder);
      readyAfter.push(service.took);
      url = service.url;
      await posting.more(Math.ceil(each * (0.2 + 1.6 * Math.random())));
      url = null;
      await service.kill();
    }
    const last = await startReady(folder);
    readyAfter.push(last.took);
    url = last.url;
    await posting.stop();
    await last.stop();
    return { ...reckon(folder, posting), readyAfter };
  });
}
