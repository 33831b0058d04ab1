export type Outcome = 'approve' | 'hold' | 'spam';

/** Why a verdict leans as it does: `weight` in log-odds of spam (0 for a plain rule), `text` a sentence for a moderator. */
export interface Reason {
  readonly check: string;
  readonly weight: number;
  readonly text: string;
}

/** What screening found. `score` is the probability of spam, 0 to 1; `reasons` come heaviest first. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly score: number;
  readonly reasons: readonly Reason[];
  /** What was sent and judged, where a moderator changed it since. */
  readonly first?: Submitted;
}

export interface Submitted {
  readonly name: string;
  readonly email: string | null;
  readonly website: string | null;
  readonly text: string;
}
