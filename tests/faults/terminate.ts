import { startPosting } from './posting-clients.ts';
import { inBlogFolder, type Reckoning, reckon, startReady } from './service-under-load.ts';

export interface TerminationReport extends Reckoning {
  readonly exitCodes: readonly (number | null)[];
  /** Milliseconds from each SIGTERM to the end of the process. */
  readonly endedAfter: readonly number[];
}

/** Ends the service with SIGTERM, again and again, while clients post. */
export function terminateUnderLoad({
  times,
  clients,
}: {
  readonly times: number;
  readonly clients: number;
}): Promise<TerminationReport> {
  return inBlogFolder(async (folder) => {
    let url: string | null = null;
    const posting = startPosting(() => url, clients);
    const exitCodes: (number | null)[] = [];
    const endedAfter: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const service = await startReady(folder);
      url = service.url;
      await posting.more(100 + Math.floor(Math.random() * 200));
      const began = performance.now();
      exitCodes.push(await service.stop());
      endedAfter.push(performance.now() - began);
      url = null;
    }
    const last = await startReady(folder);
    url = last.url;
    await posting.stop();
    await last.stop();
    return { ...reckon(folder, posting), exitCodes, endedAfter };
  });
}
