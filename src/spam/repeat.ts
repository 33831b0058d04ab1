import { type Check, demand, nothing } from '../moderation/check.ts';

/** The same text by the same author in the same place is refused. Linkbacks are told apart by their source instead. */
export const repeat: Check = {
  name: 'repeat',
  look: ({ comment }) => (comment.type === 'comment' ? demand({ unlessSaid: true }) : nothing),
};
