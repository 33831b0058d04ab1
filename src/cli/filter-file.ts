import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { FilterRecord } from '../wire/filter.ts';

export interface Line {
  readonly number: number;
  readonly record: FilterRecord;
}

const mostBytes = 200 * 1024 * 1024;

/**
 * The records of a file of JSON lines; empty lines are passed over.
 * @throws Error naming the first line that is none
 */
export async function* recordsOf(path: string): AsyncGenerator<Line> {
  const { size } = await stat(path);
  if (size > mostBytes) throw new Error(`${path} is larger than ${mostBytes / 1024 / 1024} MB: split it.`);
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (text.trim() !== '') yield { number, record: recordOf(text.replace(/^\ufeff/, ''), number) };
  }
}

function recordOf(text: string, number: number): FilterRecord {
  const read = FilterRecord.safeParse(jsonOf(text, number));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(
    `Line ${number}: ${issue?.path.join('.') ?? ''}${issue?.path.length ? ': ' : ''}${issue?.message ?? 'no record'}`,
  );
}

function jsonOf(text: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`Line ${number} is not JSON.`);
  }
}
