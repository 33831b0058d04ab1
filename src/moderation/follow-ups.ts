import type { Comment } from '../comments/comment.ts';
import type { NewJob } from '../jobs/job.ts';
import type { Site } from '../sites/site.ts';
import type { Screened } from './screen.ts';

interface Needs {
  readonly now: () => number;
  readonly newId: () => string;
}

interface Followed {
  readonly site: Pick<Site, 'settings'>;
  readonly comment: Pick<Comment, 'id' | 'version' | 'status' | 'author'>;
}

/** Its author's browser may free it within this time: nobody need be told before. */
const proofMs = 30_000;

/** The jobs that go along with a screened comment into the store. */
export function followUps(needs: Needs, followed: Followed, { recheckIn }: Pick<Screened, 'recheckIn'>): NewJob[] {
  const { now, newId } = needs;
  const { id, version } = followed.comment;
  const recheck: NewJob[] =
    recheckIn === null
      ? []
      : [{ id: newId(), key: `recheck:${id}:${version}`, kind: 'recheck', subjectId: id, runAt: now() + recheckIn }];
  return [...recheck, ...notices(needs, followed)];
}

/** Nobody is told of spam, or of what moderators write themselves. */
function notices({ now, newId }: Needs, { site, comment }: Followed): NewJob[] {
  const { notifyModerators: told, proofOfWork } = site.settings;
  const isTold = comment.status === 'pending' ? told !== 'off' : comment.status === 'approved' && told === 'all';
  if (!isTold || comment.author.moderator) return [];
  const runAt = now() + (comment.status === 'pending' && proofOfWork ? proofMs : 0);
  return [
    { id: newId(), key: `notify:${comment.id}:${comment.version}`, kind: 'notify-moderators', subjectId: comment.id, runAt },
  ];
}
