import type { StoredComment } from '../comments/comment.ts';
import type { Store } from '../storage/store.ts';
import { crossValidated, type Judged } from './filter/cross-validation.ts';
import { distinct, mostOfALabel } from './filter/site-filters.ts';

export interface FilterReport {
  readonly decisions: { readonly ham: number; readonly spam: number };
  /** Counts of the site's own decisions, each judged by a filter that was taught the others. */
  readonly spam: Outcomes;
  readonly ham: Outcomes;
  /** How often each check had something to say of what stands approved or as spam, and how heavily on average. */
  readonly checks: readonly CheckReport[];
}

interface Outcomes {
  readonly approve: number;
  readonly hold: number;
  readonly spam: number;
}

interface CheckReport {
  readonly check: string;
  readonly spam: number;
  readonly ham: number;
  readonly weight: number;
}

type Needs = { readonly store: Pick<Store, 'lessons' | 'queue'> };

const mostComments = 500;

export async function reportOn({ store }: Needs, siteId: string): Promise<FilterReport> {
  const [ham, spam] = await Promise.all([false, true].map((isSpam) => store.lessons.newest(siteId, isSpam, mostOfALabel)));
  const judged = await crossValidated(distinct([...(ham ?? []), ...(spam ?? [])]));
  const of = (isSpam: boolean) => judged.filter((one) => one.isSpam === isSpam);
  const query = { siteId, type: null, after: null, limit: mostComments } as const;
  const [approved, called] = await Promise.all([
    store.queue.list({ ...query, status: 'approved' }),
    store.queue.list({ ...query, status: 'spam' }),
  ]);
  return {
    decisions: { ham: of(false).length, spam: of(true).length },
    spam: outcomesOf(of(true)),
    ham: outcomesOf(of(false)),
    checks: checksOf(approved, called),
  };
}

function outcomesOf(judged: readonly Judged[]): Outcomes {
  const count = (outcome: keyof Outcomes) => judged.filter(({ opinion }) => opinion.outcome === outcome).length;
  return { approve: count('approve'), hold: count('hold'), spam: count('spam') };
}

function checksOf(approved: readonly StoredComment[], spam: readonly StoredComment[]): CheckReport[] {
  const said = [
    ...approved.flatMap(({ verdict }) => verdict.reasons.map((reason) => ({ ...reason, isSpam: false }))),
    ...spam.flatMap(({ verdict }) => verdict.reasons.map((reason) => ({ ...reason, isSpam: true }))),
  ];
  return [...Map.groupBy(said, ({ check }) => check)]
    .map(([check, reasons]) => ({
      check,
      spam: reasons.filter(({ isSpam }) => isSpam).length,
      ham: reasons.filter(({ isSpam }) => !isSpam).length,
      weight: reasons.reduce((sum, { weight }) => sum + weight, 0) / reasons.length,
    }))
    .sort((a, b) => b.spam - a.spam || (a.check < b.check ? -1 : 1));
}
