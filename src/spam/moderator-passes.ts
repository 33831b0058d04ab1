import { type Check, nothing, pass } from '../moderation/check.ts';

/**
 * A moderator passes flood, hold and duplicate, as with WordPress' capability `moderate_comments`. Who edits a moderator's
 * comment by its edit token is that moderator too.
 */
export const moderatorPasses: Check = {
  name: 'moderator-passes',
  look: ({ visitor, comment }) =>
    visitor.moderator !== null || comment.author.moderator ? pass('Written by a moderator of this site.') : nothing,
};
