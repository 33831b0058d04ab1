import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

const named = /^`([^`\n]+)`:\n\n```\w+\n([\s\S]*?)^```$/gm;

/** The files that a page of docs/recipes shows, as they stand there but for the service's address. */
export function filesOf(page: string, serviceUrl: string): Record<string, string> {
  const text = readFileSync(join(import.meta.dirname, '../../docs/recipes', page), 'utf8');
  const own = text.replaceAll('https://comments.example.org', serviceUrl);
  return Object.fromEntries([...own.matchAll(named)].map(([, path = '', code = '']) => [path, code]));
}

/** A folder with these files, gone when the test ends. */
export function folderWith(test: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'backtalk-recipe-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
