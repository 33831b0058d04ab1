import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { elementsOf } from '../support/markup.ts';

/** Every attack of the recorded collections once: lines of lists, strings of JSON, `code` of XML, whole files and their parts. */
export function payloadsIn(folder: string): string[] {
  const files = globSync('**/*.{txt,json,xml,md,test,htmlt}', { cwd: folder }).sort();
  const all = files.flatMap((file) => payloadsOf(file, readFileSync(join(folder, file), 'utf8')));
  return [
    ...new Set(all.map((text) => text.trim()).filter((text) => text !== '' && text.isWellFormed() && !text.includes('\0'))),
  ];
}

function payloadsOf(file: string, text: string): string[] {
  if (file.endsWith('.json')) return stringsIn(JSON.parse(text));
  if (file.endsWith('.xml')) return elementsOf(text).flatMap(({ name, text: inner }) => (name === 'code' ? [inner] : []));
  if (file.endsWith('.test')) return text.split(/^--$/m);
  if (file.endsWith('.htmlt')) return [...text.split(/^--[A-Z]+--$/m), ...text.split('\n')];
  return text.split('\n');
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
