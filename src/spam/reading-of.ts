import type { Comment } from '../comments/comment.ts';
import { read } from './filter/reading.ts';
import { remembered } from './remembered.ts';
import { sampleOf } from './sample.ts';

/** A comment as the filter reads it, once for all checks that look at its words. */
export const readingOf = remembered((comment: Comment) => read(sampleOf(comment)));
