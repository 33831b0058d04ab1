import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { startPosting } from './posting-clients.ts';
import { command, inBlogFolder, type Reckoning, reckon, startReady } from './service-under-load.ts';
import { onSmallDisk } from './small-disk.ts';

export interface DiskReport extends Reckoning {
  readonly statuses: Readonly<Record<'read' | 'post' | 'ready' | 'erase' | 'readyAgain' | 'postAgain', number>>;
  /** What `/readyz` says while the disk is full. */
  readonly why: string;
  /** Milliseconds from the return of space to the first acknowledged comment, without a restart. */
  readonly backAfter: number;
}

const page = 'https://blog.example/under-load/0';

/** Fills the disk under posting clients, looks at what still works, and makes room again. */
export function fillDisk({ clients = 10 }: { readonly clients?: number } = {}): Promise<DiskReport> {
  return onSmallDisk((disk) => inBlogFolder((folder) => fillFolder(folder, clients), disk));
}

async function fillFolder(folder: string, clients: number): Promise<DiskReport> {
  const token = (JSON.parse(command(folder, 'token', 'create', '--site', 'blog', '--json')) as { token: string }).token;
  const service = await startReady(folder);
  const ask = asking(service.url, token);
  const posting = startPosting(() => service.url, clients);
  await posting.more(200);
  const ballast = join(folder, 'ballast');
  fill(ballast);
  const post = await until(503, (nth) => ask.post(`While full ${nth}`));
  const full = {
    read: await ask.read(),
    post,
    ready: await ask.ready(),
    erase: await ask.erase([...posting.acknowledged.values()][0]),
  };

  rmSync(ballast);
  const began = performance.now();
  await posting.more(1);
  const backAfter = performance.now() - began;
  const again = { readyAgain: (await ask.ready()).status, postAgain: await ask.post('There is room again.') };
  await posting.stop();
  await service.stop();
  const { ready, ...statuses } = full;
  return { ...reckon(folder, posting), statuses: { ...statuses, ready: ready.status, ...again }, why: ready.text, backAfter };
}

/** Writes until nothing more fits, in ever smaller pieces. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 4)) writeUntilFull(file, Buffer.alloc(size));
  closeSync(file);
}

function writeUntilFull(file: number, piece: Buffer): void {
  try {
    for (;;) writeSync(file, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

/** What already has its place in the write-ahead log still fits. */
async function until(status: number, act: (nth: number) => Promise<number>): Promise<number> {
  for (let nth = 0; nth < 10_000; nth += 1) if ((await act(nth)) === status) return status;
  throw new Error(`It never answers ${status}.`);
}

function asking(url: string, token: string) {
  const send = (path: string, json?: unknown) =>
    fetch(`${url}${path}`, {
      method: json === undefined ? 'GET' : 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });
  return {
    read: async () => (await send(`/api/v1/thread?site=blog&url=${encodeURIComponent(page)}`)).status,
    post: async (text: string) => (await send('/api/v1/comments', { site: 'blog', url: page, name: 'Editor', text })).status,
    ready: async () => {
      const response = await send('/readyz');
      return { status: response.status, text: await response.text() };
    },
    erase: async (id: string | undefined) => (await send('/api/v1/moderation/decisions', { ids: [id], to: 'deleted' })).status,
  };
}
