import type { Settings } from '../wire/settings.ts';
import { type Check, type Finding, hold, type Lookups, type Subject, type WriteConditions } from './check.ts';
import { checks as allChecks } from './checks.ts';
import type { Outcome, Reason, Verdict } from './verdict.ts';

export interface Screened {
  readonly verdict: Verdict;
  readonly conditions: WriteConditions;
  /** Milliseconds after which a check wants to be asked again; null: none does. */
  readonly recheckIn: number | null;
}

/** @throws what `OnFailure` throws, nothing else */
export type Screen = (subject: Subject) => Promise<Screened>;

/**
 * Hears of a check that threw, to log it. The comment then waits instead of being lost, unless this throws in its turn, as it should
 * for StoreAway: without the store there is nowhere to keep a comment.
 */
export type OnFailure = (check: string, error: unknown) => void;

type Found = Finding & { readonly check: string };

/**
 * Log-odds of spam for a comment that nothing speaks against: 0.12. With the default thresholds it takes evidence of 2 (odds of
 * 7 to 1) to hold and of 5 (140 to 1) to call it spam, because a good comment blocked unseen is the worst mistake.
 */
const prior = -2;

const unconditional: WriteConditions = { unlessSaid: false, quiet: null };

/** Walks the checks to a verdict. */
export function createScreen(lookups: Lookups, onFailure: OnFailure, checks: readonly Check[] = allChecks): Screen {
  const ask = async (check: Check, subject: Subject, soFar: () => Verdict): Promise<Finding> => {
    try {
      return await check.look(subject, lookups, soFar);
    } catch (error) {
      onFailure(check.name, error);
      return hold('This check could not answer, so a moderator decides.');
    }
  };
  return async (subject) => {
    const found: Found[] = [];
    for (const check of checks.filter(({ name }) => !isOff(subject, name))) {
      const finding = await ask(check, subject, () => verdictOf(found, subject.site.settings));
      found.push({ ...finding, check: check.name });
      if (finding.kind === 'pass') break;
    }
    return { verdict: verdictOf(found, subject.site.settings), conditions: conditionsOf(found), recheckIn: recheckOf(found) };
  };
}

function isOff({ site }: Subject, name: string): boolean {
  return site.settings.checksOff.some((off) => off === name);
}

function verdictOf(found: readonly Found[], settings: Pick<Settings, 'holdAt' | 'spamAt'>): Verdict {
  const reasons = reasonsOf(found);
  if (found.at(-1)?.kind === 'pass') return { outcome: 'approve', score: 0, reasons };
  const score = sigmoid(prior + found.reduce((sum, finding) => sum + weightOf(finding), 0));
  // The prior, hints and doubts are no ground to block anybody on, however low the owner sets `spamAt`.
  const firm = found.filter((finding) => finding.kind !== 'doubt');
  const grounded = firm.some((finding) => finding.kind !== 'hint' && weightOf(finding) > 0);
  const firmScore = sigmoid(prior + firm.reduce((sum, finding) => sum + weightOf(finding), 0));
  const isSpam = found.some(demandsSpam) || (grounded && firmScore >= settings.spamAt);
  return { outcome: isSpam ? 'spam' : belowSpam(found, score < settings.holdAt), score, reasons };
}

function belowSpam(found: readonly Found[], isLow: boolean): Outcome {
  return isLow && !found.some((finding) => finding.kind === 'rule') ? 'approve' : 'hold';
}

function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function weightOf(finding: Finding): number {
  return 'weight' in finding ? finding.weight : 0;
}

function demandsSpam(finding: Finding): boolean {
  return finding.kind === 'rule' && finding.atLeast === 'spam';
}

/** Heaviest first; of equal weight rules of spam, then of hold, then the rest, each in the order of the walk. */
function reasonsOf(found: readonly Found[]): readonly Reason[] {
  const rank = (finding: Finding) => (demandsSpam(finding) ? 0 : finding.kind === 'rule' ? 1 : 2);
  return found
    .filter((finding) => 'text' in finding)
    .toSorted((a, b) => Math.abs(weightOf(b)) - Math.abs(weightOf(a)) || rank(a) - rank(b))
    .map((finding) => ({ check: finding.check, weight: weightOf(finding), text: finding.text }));
}

function recheckOf(found: readonly Found[]): number | null {
  const asked = found.flatMap(({ recheckIn }) => (recheckIn === undefined ? [] : [recheckIn]));
  return asked.length === 0 ? null : Math.min(...asked);
}

function conditionsOf(found: readonly Found[]): WriteConditions {
  let conditions = unconditional;
  for (const finding of found) {
    if (finding.kind === 'condition') conditions = { ...conditions, ...finding.condition };
  }
  return conditions;
}
