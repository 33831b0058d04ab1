import type { Comment } from '../comments/comment.ts';
import type { NewJob } from '../jobs/job.ts';
import type { Screened } from './screen.ts';

interface Needs {
  readonly now: () => number;
  readonly newId: () => string;
}

/** The jobs that go along with a screened comment into the store. */
export function followUps(
  { now, newId }: Needs,
  { id, version }: Pick<Comment, 'id' | 'version'>,
  { recheckIn }: Screened,
): NewJob[] {
  if (recheckIn === null) return [];
  return [{ id: newId(), key: `recheck:${id}:${version}`, kind: 'recheck', subjectId: id, runAt: now() + recheckIn }];
}
