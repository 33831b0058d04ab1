import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Recorded inputs that are not ours to publish: where they lie, or null. A test that wants them skips without them. */
export function corpus(path: string): string | null {
  const folder = process.env['CORPUS_DIR'] ?? resolve(import.meta.dirname, '../../../shared/corpus');
  const found = join(folder, path);
  return existsSync(found) ? found : null;
}
