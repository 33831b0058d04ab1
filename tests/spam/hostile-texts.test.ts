import { equal, ok } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from '@babel/parser';
import { checkSync } from 'recheck';
import { renderBody } from '../../src/comments/body.ts';
import { contentChecks } from '../../src/moderation/checks.ts';
import { createScreen } from '../../src/moderation/screen.ts';
import { learn, teachable } from '../../src/spam/filter/classifier.ts';
import { expressions } from '../../src/spam/filter/tells.ts';
import { noLookups, subject } from './subject.ts';

const most = 65_525;
const fill = (piece: string) => piece.repeat(Math.ceil(most / new TextEncoder().encode(piece).length)).slice(0, most);

const texts: Readonly<Record<string, string>> = {
  'one word': fill('a'),
  'many short words': fill('a b '),
  'thirty thousand links': fill('//a '),
  'links one after the other': fill('http://a.aa '),
  'one endless link': `http://${fill('a')}`,
  'anchors that never end': fill('<a href="'),
  'combining marks': fill('a\u0301\u0302\u0303'),
  'open brackets': fill('['),
  'open tags': fill('<'),
  entities: fill('&amp;'),
  digits: fill('1 2 3'),
  'digits and marks': fill('+1 (2) - '),
  'every script': fill('aбαאعहไ中あ한𝓪🙂'),
  emoji: fill('👩‍👩‍👧'),
  invisible: fill('\u200b\u00ad'),
  'at signs': fill('a@'),
  dots: fill('a.'),
  'hyphens and dots': fill('a-.'),
  'styled letters': fill('𝓼𝓵𝓸𝓽 '),
  'white space': fill(' \n'),
  praise: fill('great site your blog bookmarked '),
};

/** The best of some, since a machine that does something else meanwhile says nothing of us. */
async function fastest(act: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const before = process.cpuUsage();
    await act();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1_000);
  }
  return Math.min(...times);
}

describe('the longest comment of anything is judged within 50 ms', () => {
  const rethrow = (_: string, error: unknown): never => {
    throw error;
  };
  for (const [what, text] of Object.entries(texts)) {
    test(what, async () => {
      const html =
        what.includes('never') || what.startsWith('open') ? text.replaceAll('<', '&lt;') : renderBody(text, 'markdown');
      const screen = createScreen(noLookups, rethrow, contentChecks);
      // Each round a comment of its own: what was read of one is remembered.
      const took = await fastest(() => screen(subject({ comment: { text, html } })));
      ok(took <= 50, `${took.toFixed(1)} ms`);
    });
  }
});

test('judging costs at most a millisecond, and no more when much was learned', async () => {
  const words = 'the wall of harbour was rebuilt after a storm winter stands further out than old one did'.split(' ');
  const sentence = (at: number) => words.map((word, index) => (at % (index + 2) === 0 ? `${word}${at}` : word)).join(' ');
  const learnedFrom = (count: number) => {
    const steps = learn(
      Array.from({ length: count }, (_, at) => ({
        isSpam: at % 2 === 0,
        ...teachable({ name: null, email: null, website: null, text: sentence(at) }),
      })),
    );
    for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
  };
  const costs: number[] = [];
  for (const count of [20, 1_000]) {
    const learned = learnedFrom(count);
    const screen = createScreen({ ...noLookups, learned: () => Promise.resolve(learned) }, () => undefined, contentChecks);
    const many = 300;
    const took = await fastest(async () => {
      for (let at = 0; at < many; at += 1) await screen(subject({ comment: { id: `${at}`, text: sentence(at) } }));
    });
    costs.push(took / many);
  }
  const [few = 0, lots = 0] = costs;
  ok(lots <= 1, `${lots.toFixed(2)} ms`);
  ok(lots <= few * 2 + 0.1, `${few.toFixed(3)} ms, then ${lots.toFixed(3)} ms`);
});

describe('no regular expression backtracks', () => {
  const root = join(import.meta.dirname, '../..');
  for (const path of globSync('src/{spam,moderation}/**/*.ts', { cwd: root })) {
    const found = expressionsOf(readFileSync(join(root, path), 'utf8'));
    if (found.length === 0) continue;
    test(path, () => {
      for (const { pattern, flags } of found)
        equal(checkSync(pattern, flags, { timeout: 20_000 }).status, 'safe', `/${pattern}/${flags}`);
    });
  }
});

test('nor do those put together of words', () => {
  for (const [kind, { source, flags }] of Object.entries(expressions)) {
    equal(checkSync(source, flags, { timeout: 20_000 }).status, 'safe', kind);
  }
});

interface Expression {
  readonly pattern: string;
  readonly flags: string;
}

/** The literals of a file. */
function expressionsOf(source: string): Expression[] {
  const { tokens } = parse(source, { sourceType: 'module', plugins: ['typescript'], tokens: true });
  return (tokens ?? [])
    .filter((token: { type: { label?: string } }) => token.type.label === 'regexp')
    .map((token: { value: Expression }) => token.value);
}
