import type { Comment } from '../comments/comment.ts';
import { type Reading, read } from './filter/reading.ts';
import { sampleOf } from './sample.ts';

const readings = new WeakMap<object, Reading>();

/** A comment as the filter reads it, once for all checks that look at its words. */
export function readingOf(comment: Comment): Reading {
  const before = readings.get(comment);
  if (before) return before;
  const reading = read(sampleOf(comment));
  readings.set(comment, reading);
  return reading;
}
