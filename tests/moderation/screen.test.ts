import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Check, demand, evidence, type Finding, hint, hold, nothing, pass, spam } from '../../src/moderation/check.ts';
import { checks } from '../../src/moderation/checks.ts';
import { createScreen, type Screened } from '../../src/moderation/screen.ts';
import { noLookups, noon, subject } from '../spam/subject.ts';

type Given = NonNullable<Parameters<typeof subject>[0]>;

const rethrow = (_: string, error: unknown) => {
  throw error;
};

/** The verdict of checks that find these, named a, b, c …, in this order. */
function screened(findings: readonly Finding[], given: Given = {}): Promise<Screened> {
  const found: Check[] = findings.map((finding, at) => ({ name: 'abcdefgh'.charAt(at), look: () => finding }));
  return createScreen(noLookups, rethrow, found)(subject(given));
}

const outcome = async (findings: readonly Finding[], settings: NonNullable<Given['settings']> = {}) =>
  (await screened(findings, { settings })).verdict.outcome;

describe('the score', () => {
  test('a comment that nothing speaks against is approved at 0.12', async () => {
    const { verdict } = await screened([nothing]);
    equal(verdict.outcome, 'approve');
    equal(verdict.score.toFixed(2), '0.12');
    deepEqual(verdict.reasons, []);
  });

  test('evidence adds up in log-odds', async () => {
    const { verdict } = await screened([evidence(1.5, ''), evidence(-0.5, ''), hold('', 1)]);
    equal(verdict.score, 0.5);
  });

  test('holds and blocks from the site’s thresholds on', async () => {
    equal(await outcome([evidence(1.9, '')]), 'approve');
    equal(await outcome([evidence(2, '')]), 'hold');
    equal(await outcome([evidence(4.9, '')]), 'hold');
    equal(await outcome([evidence(5, '')]), 'spam');
    equal(await outcome([evidence(2, '')], { holdAt: 0.6 }), 'approve');
    equal(await outcome([evidence(3, '')], { spamAt: 0.7 }), 'spam');
  });

  test('a weight that is no number holds', async () => {
    equal(await outcome([evidence(Number.NaN, '')]), 'hold');
  });
});

describe('rules', () => {
  test('the strongest wins, whatever the score', async () => {
    equal(await outcome([hold('')]), 'hold');
    equal(await outcome([spam(''), hold('')]), 'spam');
    equal(await outcome([hold(''), evidence(-9, '')]), 'hold');
  });

  test('a rule to hold does not soften what the score says', async () => {
    equal(await outcome([hold(''), evidence(7, '')]), 'spam');
  });

  test('a pass approves and ends the walk', async () => {
    const { verdict, conditions } = await screened([pass('P'), spam('S', 6), demand({ unlessSaid: true })]);
    deepEqual(verdict, { outcome: 'approve', score: 0, reasons: [{ check: 'a', weight: 0, text: 'P' }] });
    deepEqual(conditions, { unlessSaid: false, quiet: null });
  });
});

describe('reasons', () => {
  test('heaviest first by absolute weight; then rules of spam, rules of hold, the rest, each in the order of the walk', async () => {
    const findings = [hint(0, '1'), hold('2'), evidence(-3, '3'), spam('4'), hold('5'), evidence(2, '6'), nothing];
    const { verdict } = await screened(findings);
    equal(verdict.reasons.map(({ text }) => text).join(''), '364251');
    deepEqual(verdict.reasons[0], { check: 'c', weight: -3, text: '3' });
  });
});

describe('conditions', () => {
  test('go along to the write', async () => {
    const quiet = { since: noon, address: null, email: 'a@example.org' };
    const { conditions } = await screened([demand({ unlessSaid: true }), spam(''), demand({ quiet })]);
    deepEqual(conditions, { unlessSaid: true, quiet });
  });
});

describe('a check that throws', () => {
  const broken: Check = { name: 'broken', look: () => JSON.parse('no JSON') };
  const away: Check = { name: 'away', look: () => Promise.reject(new Error('disk full')) };

  test('holds the comment, says so, and leaves the other checks their word', async () => {
    const heard: string[] = [];
    const late: Check = { name: 'late', look: () => evidence(1, 'L') };
    const { verdict } = await createScreen(noLookups, (check) => heard.push(check), [broken, late])(subject());
    equal(verdict.outcome, 'hold');
    deepEqual(verdict.reasons, [
      { check: 'late', weight: 1, text: 'L' },
      { check: 'broken', weight: 0, text: 'This check could not answer, so a moderator decides.' },
    ]);
    deepEqual(heard, ['broken']);
  });

  test('is passed on where whoever listens throws, as for a store that is away', async () => {
    await rejects(createScreen(noLookups, rethrow, [away])(subject()), /disk full/);
  });
});

describe('the list of checks', () => {
  const screen = createScreen(noLookups, rethrow);
  /** Where authors need not be known, one without an email is judged without the store. */
  const anybody = (given: Given = {}) =>
    subject({ ...given, author: { email: null }, settings: { holdUnknownAuthors: false, ...given.settings } });
  const verdictOf = async (given: Given) => (await screen(anybody(given))).verdict;
  const honeypot = { topic: 'casino' };
  const fast = { signedAt: noon - 1 };

  test('a good comment is approved, on two conditions', async () => {
    const { verdict, conditions } = await screen(anybody());
    equal(verdict.outcome, 'approve');
    equal(conditions.unlessSaid, true);
    equal(conditions.quiet?.since, noon - 15_000);
  });

  test('the honeypot and a too fast hand hold, each alone and both together', async () => {
    for (const form of [honeypot, fast, { ...honeypot, ...fast }]) {
      const { outcome, score } = await verdictOf({ form });
      equal(outcome, 'hold');
      ok(score < 0.95);
      equal((await verdictOf({ form, settings: { spamAt: 0.1 } })).outcome, 'hold', 'whatever the threshold');
    }
  });

  test('both together with links are spam', async () => {
    const html = '<a href="https://a.example/">a</a> <a href="https://b.example/">b</a>';
    equal((await verdictOf({ form: { ...honeypot, ...fast }, comment: { html } })).outcome, 'spam');
    equal((await verdictOf({ form: honeypot, comment: { html } })).outcome, 'hold');
  });

  test('a blocked word is spam with a score to match', async () => {
    const { outcome, score } = await verdictOf({ settings: { blockedWords: ['figure'] } });
    equal(outcome, 'spam');
    ok(score > 0.95);
  });

  test('nothing stops a moderator', async () => {
    const moderator = { kind: 'token', id: 't', name: 'Grace' } as const;
    const settings = { holdEverything: true, blockedWords: ['figure'] };
    const { verdict, conditions } = await screen(anybody({ visitor: { moderator }, settings, form: honeypot }));
    equal(verdict.outcome, 'approve');
    deepEqual(conditions, { unlessSaid: false, quiet: null });
  });

  test('every check has a name of its own', () => {
    equal(new Set(checks.map(({ name }) => name)).size, checks.length);
  });
});
