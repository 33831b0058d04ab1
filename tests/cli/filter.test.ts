import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { recordsOf } from '../../src/cli/filter-file.ts';
import { commandLineIn } from '../support/command.ts';

type Cli = Awaited<ReturnType<typeof commandLineIn>>;

interface Judged {
  readonly verdict: string;
  readonly score: number;
  readonly reasons: readonly { readonly check: string; readonly weight: number; readonly text: string }[];
}

async function scene(t: TestContext): Promise<{ cli: Cli; file(lines: readonly unknown[] | string): Promise<string> }> {
  const cli = await commandLineIn(t);
  await cli.run(['site', 'add', 'blog', '--host', 'blog.example']);
  return { cli, file: (lines) => fileIn(t, lines) };
}

async function fileIn(t: TestContext, lines: readonly unknown[] | string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'backtalk-filter-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'records.jsonl');
  await writeFile(path, typeof lines === 'string' ? lines : lines.map((line) => JSON.stringify(line)).join('\n'));
  return path;
}

const linesOf = (out: string): Judged[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Judged);

const spam = ['situs gacor maxwin', 'depo receh gacor', 'pola maxwin malam ini', 'bossku langsung depo', 'anti rungkad receh'];
const ham = [
  'The shelf is of oak.',
  'Where is the map?',
  'A quieter fan helped.',
  'See the third paragraph.',
  'It rained all day.',
];
const labelled = Array.from({ length: 6 }, (_, round) => [
  ...spam.map((text) => ({ label: 'spam', text: `${text} ${'abcdef'.charAt(round).repeat(3)}` })),
  ...ham.map((text) => ({ label: 'ham', text: `${text} ${'ghijkl'.charAt(round).repeat(3)}` })),
]).flat();

describe('filter learn and judge', () => {
  test('a file teaches the site’s filter, and judging stores nothing', async (t) => {
    const { cli, file } = await scene(t);
    const taught = await cli.run(['filter', 'learn', await file(labelled), '--site', 'blog', '--json']);
    deepEqual([taught.code, JSON.parse(taught.out)], [0, { ham: 30, spam: 30 }]);
    const records = [
      { text: 'gacor maxwin receh bossku', name: 'x' },
      { text: 'The map is of oak.', label: 'ham' },
    ];
    const judged = await cli.run(['filter', 'judge', await file(records), '--site', 'blog', '--json']);
    const [first, second] = linesOf(judged.out);
    ok(first && first.verdict !== 'approve' && first.score > 0.5, judged.out);
    deepEqual([second?.verdict, (second?.score ?? 1) < 0.5], ['approve', true]);
    ok(first.reasons.every(({ check, text }) => check !== '' && text !== ''));
    deepEqual(await cli.run(['filter', 'judge', await file(records), '--site', 'blog', '--json']), judged);
  });

  test('it judges by content, not by who is known or what the site holds', async (t) => {
    const { cli, file } = await scene(t);
    await cli.run(['site', 'set', 'blog', 'holdEverything=true', 'holdAtLinks=1']);
    const path = await file([{ text: 'The shelf is of oak, see https://oak.example/ for more about it.' }]);
    const [judged] = linesOf((await cli.run(['filter', 'judge', path, '--site', 'blog', '--json'])).out);
    equal(judged?.verdict, 'approve');
  });

  test('the same file twice teaches nothing more', async (t) => {
    const { cli, file } = await scene(t);
    const [teaching, asking] = [await file(labelled), await file([{ text: 'gacor receh' }])];
    const score = async () => linesOf((await cli.run(['filter', 'judge', asking, '--site', 'blog', '--json'])).out)[0]?.score;
    await cli.run(['filter', 'learn', teaching, '--site', 'blog']);
    const once = await score();
    await cli.run(['filter', 'learn', teaching, '--site', 'blog']);
    equal(await score(), once);
  });

  for (const [what, lines, why] of [
    ['no JSON', '{"text":"a","label":"ham"}\nno json', /Line 2 is not JSON/],
    ['an unknown field', '{"text":"a","label":"ham","mood":"good"}', /Line 1: .*mood/],
    ['too long a text', `{"label":"ham","text":"${'a'.repeat(65_526)}"}`, /Line 1: text/],
    ['a text that is none', '\n\n{"text":7}', /Line 3: text/],
  ] as const) {
    test(`a file with ${what} is refused by its line`, async (t) => {
      const path = await fileIn(t, lines);
      await rejects(async () => {
        for await (const { number } of recordsOf(path)) ok(number > 0);
      }, why);
    });
  }

  test('a file without a label is refused by its line, and teaches nothing', async (t) => {
    const { cli, file } = await scene(t);
    const { code, out, err } = await cli.run(['filter', 'learn', await file('{"text":"a"}'), '--site', 'blog', '--json']);
    deepEqual([code, out], [1, '']);
    match(err, /Line 1 has no label/);
  });

  test('no file, no site, no text: an error each', async (t) => {
    const { cli } = await scene(t);
    equal((await cli.run(['filter', 'judge', '/nowhere', '--site', 'blog'])).code, 1);
    equal((await cli.run(['filter', 'report', '--site', 'nobody'])).code, 1);
    equal((await cli.run(['filter', 'try', '--site', 'blog'])).code, 2);
  });
});

test('filter try says what it would make of a text, and why', async (t) => {
  const { cli } = await scene(t);
  const text = 'Subscribe to my channel, click https://bit.ly/x to win free money now!';
  const { out } = await cli.run(['filter', 'try', '--site', 'blog', '--text', text]);
  match(out, /^hold, score 0\.\d+/);
  match(out, /link-disguise: bit\.ly hides where a link leads/);
});

test('filter report judges the site’s own decisions by the others', async (t) => {
  const { cli, file } = await scene(t);
  await cli.run(['filter', 'learn', await file(labelled), '--site', 'blog']);
  const { out } = await cli.run(['filter', 'report', '--site', 'blog', '--json']);
  const report = JSON.parse(out) as Record<'decisions' | 'spam' | 'ham', Record<string, number>>;
  deepEqual(report.decisions, { ham: 30, spam: 30 });
  equal((report.spam['hold'] ?? 0) + (report.spam['spam'] ?? 0), 30);
  equal(report.ham['spam'], 0);
  match((await cli.run(['filter', 'report', '--site', 'blog'])).out, /spam caught: 100\.0 %/);
});

describe('filter list', () => {
  test('shows what a list would do, and takes it over when asked', async (t) => {
    const { cli, file } = await scene(t);
    const path = await file('# a list\n@throwaway.example\n/short.example/\ncasino-bonus\n{Hi|Hello} there\nab\n');
    const shown = JSON.parse((await cli.run(['filter', 'list', path, '--site', 'blog', '--json'])).out);
    deepEqual(shown, { read: 3, passedOver: 3, hits: [], words: 3, applied: false });
    await cli.run(['filter', 'list', path, '--site', 'blog', '--as', 'blocked', '--apply']);
    const [site] = JSON.parse((await cli.run(['site', 'list', '--json'])).out) as { settings: { blockedWords: string[] } }[];
    deepEqual(site?.settings.blockedWords, ['@throwaway.example', 'short.example', 'casino-bonus']);
  });

  test('a list that a site cannot take is refused whole', async (t) => {
    const { cli, file } = await scene(t);
    const path = await file(Array.from({ length: 5_001 }, (_, at) => `word-${at}`).join('\n'));
    const { code, err } = await cli.run(['filter', 'list', path, '--site', 'blog', '--apply']);
    equal(code, 1);
    match(err, /5001 heldWords, and a site takes 5000/);
  });
});
