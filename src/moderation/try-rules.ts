import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Site } from '../sites/site.ts';
import type { Tried, TryRequest } from '../wire/moderation.ts';
import { changeOf, judgeAgain, mostShown, newest, type RejudgeNeeds } from './rejudge.ts';

/**
 * What other settings would make of the newest comments, beside what those in force would make of them today: what has changed since a
 * comment came, such as what the filter has learned, is no matter of the settings. Nothing is kept.
 */
export async function tryRules(
  needs: Pick<RejudgeNeeds, 'store' | 'lookups'>,
  site: Site,
  { settings, last }: TryRequest,
): Promise<Tried> {
  const other: Site = { ...site, settings: Object.assign({}, site.settings, settings) };
  const comments = await newest(needs, site, last);
  const changes: Tried['changes'] = [];
  for (const comment of comments) {
    const before = await judgeAgain(needs, { site, comment });
    const after = await judgeAgain(needs, { site: other, comment });
    if (before.outcome !== after.outcome) changes.push(changeOf(comment, before.outcome, after));
    await nextTurn();
  }
  return { looked: comments.length, changed: changes.length, changes: changes.slice(0, mostShown) };
}
