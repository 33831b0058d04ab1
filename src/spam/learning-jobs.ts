import type { NewJob } from '../jobs/job.ts';

interface Needs {
  readonly now: () => number;
  readonly newId: () => string;
}

/** The filter learns beside the decision: what it is taught must not hold up who decides. */
export function learning({ now, newId }: Needs, entryId: string): NewJob {
  return { id: newId(), key: `learn:${entryId}`, kind: 'learn', subjectId: entryId, runAt: now() };
}

export function feedingBack({ now, newId }: Needs, entryId: string): NewJob {
  return { id: newId(), key: `feedback:${entryId}`, kind: 'feedback', subjectId: entryId, runAt: now() };
}

export function relearning({ now, newId }: Needs, comment: { readonly id: string; readonly version: number }): NewJob {
  const key = `relearn:${comment.id}:${comment.version}`;
  return { id: newId(), key, kind: 'relearn', subjectId: comment.id, runAt: now() };
}
