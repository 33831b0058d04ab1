import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One labelled text of the corpus. */
export interface Item {
  readonly text: string;
  readonly isSpam: boolean;
  readonly name: string | null;
  readonly website: string | null;
}

const item = (text: string, isSpam: boolean): Item => ({ text, isSpam, name: null, website: null });
const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export const videos = ['Youtube01-Psy', 'Youtube02-KatyPerry', 'Youtube03-LMFAO'] as const;
export type Video = (typeof videos)[number];

/** One part of the authors' chronological split, spam and good in turn: their files are sorted by class. */
export function readVideo(corpus: string, video: Video, part: 'train' | 'test'): Item[] {
  const folder = join(corpus, '1-spam/youtube/author-split');
  const good = linesOf(join(folder, `${video}-neg-${part}.txt`)).map((text) => item(text, false));
  const bad = linesOf(join(folder, `${video}-pos-${part}.txt`)).map((text) => item(text, true));
  return inTurn(good, bad);
}

export function readSms(corpus: string): Item[] {
  return linesOf(join(corpus, '1-spam/sms/SMSSpamCollection.tsv')).map((line) => {
    const [label = '', text = ''] = line.split('\t');
    return item(text, label === 'spam');
  });
}

export function readTelegram(corpus: string): Item[] {
  const folder = join(corpus, '1-spam/tg-spam-ru');
  const good = linesOf(join(folder, 'ham-samples.txt')).map((text) => item(text, false));
  const bad = ['spam-samples.txt', 'bot-testdata-spam.txt'].flatMap((file) => linesOf(join(folder, file)));
  return inTurn(
    good,
    bad.map((text) => item(text, true)),
  );
}

export function readIndonesian(corpus: string): Item[] {
  const text = readFileSync(join(corpus, '1-spam/indonesian-gambling/judionline.csv'), 'utf8');
  return rowsOf(text)
    .slice(1)
    .flatMap(([label, said = '']) => (said.trim() === '' ? [] : [item(said, label === 'spam')]));
}

export function readFlattery(corpus: string): Item[] {
  return linesOf(join(corpus, '1-spam/blog-flattery/spambot-dump.txt')).map((text) => item(text, true));
}

/** Spam as the block lists describe it: what a bot's templates come to. */
export function readLists(corpus: string): Item[] {
  return linesOf(join(corpus, '1-spam/lists/msaadawy-wp-spam-comments.txt')).map((text) => item(text, true));
}

export const blogs = ['joehx', 'mademistakes', 'travisdowns'] as const;
export type Blog = (typeof blogs)[number];

export function readBlog(corpus: string, blog: Blog): Item[] {
  return linesOf(join(corpus, `5-threads/${blog}-comments.jsonl`))
    .map((line) => JSON.parse(line) as Record<string, string>)
    .filter((row) => row['post'] !== 'comments-test' && (row['markdown'] ?? '').trim() !== '')
    .map((row) => ({ text: row['markdown'] ?? '', isSpam: false, name: null, website: null }));
}

/** One of each as long as both last, and then the rest. */
export function inTurn<T>(a: readonly T[], b: readonly T[]): T[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, at) => [a[at], b[at]])
    .flat()
    .filter((one) => one !== undefined);
}

/** Rows of a CSV, quotes doubled inside of quotes. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    if (row.length > 1) rows.push(row);
    row = [];
  }
  return rows;
}
