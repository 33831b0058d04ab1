import { type Check, hold, nothing } from '../moderation/check.ts';

/** WordPress' "Comment must be manually approved". */
export const holdEverything: Check = {
  name: 'hold-everything',
  look: ({ site }) => (site.settings.holdEverything ? hold('Every comment on this site waits for a moderator.') : nothing),
};
