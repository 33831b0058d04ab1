import { equal, fail, notEqual, ok } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { parse } from '@babel/parser';
import { checkSync } from 'recheck';
import { renderBody } from '../../src/comments/body.ts';
import { contentChecks } from '../../src/moderation/checks.ts';
import { createScreen } from '../../src/moderation/screen.ts';
import { learn, teachable } from '../../src/spam/filter/classifier.ts';
import { expressions } from '../../src/spam/filter/tells.ts';
import { fastest } from '../support/fastest.ts';
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
      const limit = 50;
      const took = await fastest(() => screen(subject({ comment: { text, html } })), { rounds: 20, limit });
      ok(took <= limit, `${took.toFixed(1)} ms`);
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
  const many = 300;
  const judgingAfter = (count: number) => {
    const learned = learnedFrom(count);
    const screen = createScreen({ ...noLookups, learned: () => Promise.resolve(learned) }, () => undefined, contentChecks);
    return async () => {
      for (let at = 0; at < many; at += 1) await screen(subject({ comment: { id: `${at}`, text: sentence(at) } }));
    };
  };
  const [afterFew, afterLots] = [judgingAfter(20), judgingAfter(1_000)];
  let [few, lots] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let tries = 0; tries < 3; tries += 1) {
    few = Math.min(few, (await fastest(afterFew)) / many);
    lots = Math.min(lots, (await fastest(afterLots)) / many);
    if (lots <= Math.min(1, few * 2 + 0.1)) return;
  }
  fail(`${few.toFixed(3)} ms, then ${lots.toFixed(3)} ms`);
});

describe('no regular expression backtracks', () => {
  const root = join(import.meta.dirname, '../..');
  for (const path of globSync('src/{spam,moderation}/**/*.ts', { cwd: root })) {
    const found = expressionsOf(readFileSync(join(root, path), 'utf8'));
    if (found.length === 0) continue;
    test(path, () => {
      for (const { pattern, flags } of found) equal(attackOn(pattern, flags), null, `/${pattern}/${flags}`);
    });
  }
});

test('nor do those put together of words', () => {
  for (const [kind, { source, flags }] of Object.entries(expressions)) equal(attackOn(source, flags), null, kind);
});

test('one that backtracks would be found', () => {
  notEqual(attackOn('(a+)+$', ''), null);
  ok(takesLong({ pattern: '(a+)+$', flags: '', text: `${'a'.repeat(50)}!` }));
});

/**
 * A text that takes an expression long; null where there is none. Where the checker guesses, what it found counts when it works: on a busy
 * machine it takes linear ones for quadratic.
 */
function attackOn(pattern: string, flags: string): string | null {
  const found = checkSync(pattern, flags, { timeout: 120_000 });
  ok(found.status !== 'unknown', `/${pattern}/${flags}: ${JSON.stringify(found)}`);
  if (found.status === 'safe') return null;
  const { string, pattern: shown } = found.attack;
  const works = () => takesLong({ pattern, flags, text: string });
  return found.checker === 'automaton' || (works() && works() && works()) ? shown : null;
}

function takesLong(given: { readonly pattern: string; readonly flags: string; readonly text: string }): boolean {
  try {
    runInNewContext('new RegExp(pattern, flags).exec(text)', given, { timeout: 1_000 });
    return false;
  } catch {
    return true;
  }
}

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
