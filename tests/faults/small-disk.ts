import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const options = 'size=128m,mode=0777';

/** Why no small file system can be mounted here, or false. It takes the rights of root, which no package brings. */
export function mayMount(): string | false {
  const folder = mount();
  if (folder === null) return 'mounting a small file system takes root';
  unmount(folder);
  return false;
}

/** A file system of 128 MB that is there while `act` runs. */
export async function onSmallDisk<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const folder = mount();
  if (folder === null) throw new Error('No file system can be mounted here.');
  try {
    return await act(folder);
  } finally {
    unmount(folder);
  }
}

function mount(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'backtalk-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0) return folder;
  rmdirSync(folder);
  return null;
}

function unmount(folder: string): void {
  spawnSync('umount', [folder]);
  rmdirSync(folder);
}
