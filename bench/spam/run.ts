/**
 * `npm run bench:spam [-- tuning]`: the figures of the spam filter, each over data that nothing was tuned on; with `tuning` the same over
 * the other half, on which it was. Every draw repeats.
 */

import { hash } from '../../src/spam/filter/hash.ts';
import { corpus } from '../../tests/support/corpus.ts';
import { taughtBy, verdictsOf } from './judging.ts';
import { randomBy, shuffled } from './random.ts';
import { allOf, blocked, bootstrap, type Counts, caught, correlation, countsOf, held, mean, percent } from './rates.ts';
import {
  blogs,
  type Item,
  readBlog,
  readFlattery,
  readIndonesian,
  readLists,
  readSms,
  readTelegram,
  readVideo,
  videos,
} from './sets.ts';

const isTuning = process.argv.includes('tuning');
const folder = corpus('.') ?? '';
if (folder === '') throw new Error('The corpus is not there: set CORPUS_DIR.');

/** Half of a set, by a hash of what its texts begin with, so that near-duplicates are in one half. */
function half(items: readonly Item[]): Item[] {
  const wanted = isTuning ? 0 : 1;
  return items.filter(
    ({ text }) =>
      (hash(
        text
          .toLowerCase()
          .replace(/[^a-z]/g, '')
          .slice(0, 30),
      ) &
        1) ===
      wanted,
  );
}

const spamOf = (items: readonly Item[]) => items.filter(({ isSpam }) => isSpam);
const goodOf = (items: readonly Item[]) => items.filter(({ isSpam }) => !isSpam);
const counted = ({ approve, hold, spam }: Counts) => `${approve} approved, ${hold} held, ${spam} spam`;
const line = (...cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`);

/** Trained on the authors' 70 of a hundred, judged on the rest; tuning judges every fifth of the 70 by the others. */
async function youtube(): Promise<void> {
  const scores: number[] = [];
  for (const video of videos) {
    const train = readVideo(folder, video, 'train');
    const parts = isTuning
      ? [0, 1, 2, 3, 4].map((fold) => [
          train.filter((_, at) => Math.floor(at / 2) % 5 !== fold),
          train.filter((_, at) => Math.floor(at / 2) % 5 === fold),
        ])
      : [[train, readVideo(folder, video, 'test')]];
    const pairs: (readonly [boolean, boolean])[] = [];
    for (const [taught = [], judged = []] of parts) {
      const verdicts = await verdictsOf(taughtBy(taught), judged);
      pairs.push(...judged.map(({ isSpam }, at) => [isSpam, (verdicts[at]?.score ?? 0) >= 0.5] as const));
    }
    const [low, high] = bootstrap(pairs, correlation);
    const confusion = [true, false].map((truth) => pairs.filter(([a, b]) => a === truth && b).length);
    const all = pairs.filter(([isSpam]) => isSpam).length;
    scores.push(correlation(pairs));
    line(
      `YouTube, ${video}, MCC`,
      `${scores.at(-1)?.toFixed(3)} [${low.toFixed(3)}–${high.toFixed(3)}]`,
      '',
      `${confusion[0]} of ${all} spam, ${confusion[1]} of ${pairs.length - all} good ≥ 0.5`,
    );
  }
  line('YouTube, mean MCC', mean(scores).toFixed(3), '≥ 0.93', '');
}

async function untaught(): Promise<void> {
  const nothing = taughtBy([]);
  for (const blog of blogs) {
    const counts = countsOf(await verdictsOf(nothing, half(readBlog(folder, blog))));
    line(
      `untaught, good of ${blog}: held, as spam`,
      `${percent(held(counts))}, ${percent(blocked(counts))}`,
      '≤ 10 %, ≤ 0.5 %',
      counted(counts),
    );
  }
  const youtubeSpam = spamOf(
    half(videos.flatMap((video) => [...readVideo(folder, video, 'train'), ...readVideo(folder, video, 'test')])),
  );
  const sets = { YouTube: youtubeSpam, SMS: spamOf(half(readSms(folder))), lists: half(readLists(folder)) };
  for (const [name, items] of Object.entries(sets)) {
    const counts = countsOf(await verdictsOf(nothing, items));
    line(`untaught, spam of ${name}: caught`, percent(caught(counts)), '≥ 60 %', counted(counts));
  }
}

interface Stream {
  readonly name: string;
  readonly good: readonly Item[];
  readonly spam: readonly Item[];
  readonly decisions: number;
  readonly seeds: number;
  readonly bar: string;
}

/** Decisions in a random order, half of them spam; then what is left is judged, at most 400 of each. */
async function stream({ name, good, spam, decisions, seeds, bar }: Stream): Promise<void> {
  const runs: { readonly spam: Counts; readonly good: Counts }[] = [];
  const each = decisions / 2;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const random = randomBy(seed * 101);
    const [g, s] = [shuffled(good, random), shuffled(spam, random)];
    const learned = taughtBy(shuffled([...g.slice(0, each), ...s.slice(0, each)], random));
    const judged = async (items: readonly Item[]) => countsOf(await verdictsOf(learned, items.slice(each, each + 400)));
    runs.push({ spam: await judged(s), good: await judged(g) });
  }
  const over = (share: (counts: Counts) => number, of: 'spam' | 'good') => {
    const values = runs.map((run) => share(run[of]));
    const [low, high] = bootstrap(values, mean);
    return `${percent(mean(values))} [${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)}]`;
  };
  const sum = (of: 'spam' | 'good') => runs.reduce((total, run) => total + allOf(run[of]), 0);
  line(
    `${name}, after ${decisions}`,
    `caught ${over(caught, 'spam')}, good held ${over(held, 'good')}, as spam ${over(blocked, 'good')}`,
    bar,
    `${seeds} streams, ${sum('spam')} spam, ${sum('good')} good`,
  );
}

async function streams(): Promise<void> {
  const good = Object.fromEntries(blogs.map((blog) => [blog, half(readBlog(folder, blog))]));
  const indonesian = half(readIndonesian(folder));
  const telegram = half(readTelegram(folder));
  const youtubeSpam = spamOf(
    half(videos.flatMap((video) => [...readVideo(folder, video, 'train'), ...readVideo(folder, video, 'test')])),
  );
  const kinds = [youtubeSpam, spamOf(half(readSms(folder))), spamOf(telegram), spamOf(indonesian), half(readLists(folder))];
  const least = Math.min(...kinds.map((kind) => kind.length));
  const five = kinds.flatMap((kind, at) => shuffled(kind, randomBy(at + 1)).slice(0, least));
  for (const blog of blogs) {
    const own = good[blog] ?? [];
    await stream({ name: `new site, YouTube, ${blog}`, good: own, spam: youtubeSpam, decisions: 20, seeds: 20, bar: '≥ 80 %' });
    await stream({ name: `new site, five kinds, ${blog}`, good: own, spam: five, decisions: 20, seeds: 20, bar: '≥ 80 %' });
    // A blog's half must leave some to judge.
    const decisions = own.length > 240 ? 200 : 160;
    const bar = '≥ 95 %, ≤ 5 %, ≤ 0.5 %';
    await stream({ name: `new site, YouTube, ${blog}`, good: own, spam: youtubeSpam, decisions, seeds: 10, bar });
    await stream({ name: `new site, five kinds, ${blog}`, good: own, spam: five, decisions, seeds: 10, bar });
  }
  const anyBlog = Object.values(good).flat();
  await stream({
    name: 'flattery (all 30 phrases)',
    good: anyBlog,
    spam: readFlattery(folder),
    decisions: 20,
    seeds: 40,
    bar: '≥ 70 %, touched ≤ 5 %',
  });
  await stream({
    name: 'Indonesian',
    good: goodOf(indonesian),
    spam: spamOf(indonesian),
    decisions: 100,
    seeds: 10,
    bar: '≥ 95 %, ≤ 10 %, ≤ 1 %',
  });
  const all = readTelegram(folder);
  await stream({ name: 'Telegram, half', good: goodOf(telegram), spam: spamOf(telegram), decisions: 80, seeds: 10, bar: '' });
  await stream({
    name: 'Telegram, all of it',
    good: goodOf(all),
    spam: spamOf(all),
    decisions: 200,
    seeds: 10,
    bar: '≥ 90 %, ≤ 10 %, ≤ 1 %',
  });
}

/** How often it was spam where the score said so, over streams of 200 decisions. */
async function reliability(): Promise<void> {
  const own = half(readBlog(folder, 'mademistakes'));
  const spam = [...spamOf(half(readSms(folder))), ...spamOf(half(readIndonesian(folder))), ...half(readLists(folder))];
  const scored: { readonly score: number; readonly isSpam: boolean }[] = [];
  for (let seed = 1; seed <= 10; seed += 1) {
    const random = randomBy(seed * 101);
    const [g, s] = [shuffled(own, random), shuffled(spam, random)];
    const learned = taughtBy(shuffled([...g.slice(0, 100), ...s.slice(0, 100)], random));
    const judged = [...g.slice(100, 220), ...s.slice(100, 220)];
    const verdicts = await verdictsOf(learned, judged);
    scored.push(...judged.map(({ isSpam }, at) => ({ isSpam, score: verdicts[at]?.score ?? 0 })));
  }
  for (let from = 0; from < 1; from += 0.2) {
    const some = scored.filter(({ score }) => score >= from && (score < from + 0.2 || from > 0.7));
    const share = some.filter(({ isSpam }) => isSpam).length / Math.max(1, some.length);
    line(`score ${from.toFixed(1)} to ${(from + 0.2).toFixed(1)}: really spam`, percent(share), '', `${some.length} judged`);
  }
}

console.log(
  `| what, on the half ${isTuning ? 'that was tuned on' : 'kept for this'} | figure [95 %] | bar | counts |\n|---|---|---|---|`,
);
await youtube();
await untaught();
await streams();
await reliability();
