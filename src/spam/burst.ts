import { type Check, evidence, type Finding, nothing } from '../moderation/check.ts';
import { isPublic } from '../net/address.ts';
import { type Trace, traceOf } from './trace.ts';

const hour = 60 * 60 * 1_000;
const manyNames = 4;
const namesOfALink = 3;

/** Many names from one address, or one link under many names: a wave, whatever each comment says. */
export const burst: Check = {
  name: 'burst',
  look: async ({ comment, visitor, at }, { recent }) => {
    if (comment.type !== 'comment') return nothing;
    const mine = traceOf(comment);
    const others = (await recent.traces(comment.siteId)).filter((other) => other.id !== comment.id);
    return (
      (visitor.addressKnown && isPublic(visitor.address) ? byAddress(mine, others, at) : null) ??
      byLink(mine, others, at) ??
      nothing
    );
  },
};

/** Behind one address there may be a school: by itself it does not hold. An address of a private network is a proxy's. */
function byAddress(mine: Trace, others: readonly Trace[], at: number): Finding | null {
  const near = others.filter((other) => mine.address !== null && other.address === mine.address && other.at > at - hour);
  const names = namesOf([mine, ...near]);
  return names < manyNames ? null : evidence(1.5, `${names} names wrote from this address within an hour.`);
}

/** A link that moderators let through under other names is one that people share. */
function byLink(mine: Trace, others: readonly Trace[], at: number): Finding | null {
  if (mine.owners.length === 0) return null;
  const owners = new Set(mine.owners);
  const same = others.filter((other) => other.at > at - 24 * hour && other.owners.some((owner) => owners.has(owner)));
  if (same.some((other) => other.status === 'approved')) return null;
  const names = namesOf([mine, ...same]);
  return names < namesOfALink ? null : evidence(2.5, `${names} names brought a link to the same host within a day.`);
}

function namesOf(traces: readonly Trace[]): number {
  return new Set(traces.map((trace) => trace.author)).size;
}
