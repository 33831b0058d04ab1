import type { Words } from '../words/words.ts';
import type { Place } from './asking.ts';

/** What the loader hands over: where the widget stands, how it should look, and the question it has asked already. */
export interface Given extends Place {
  readonly title: string;
  readonly lang: string;
  readonly order: string | null;
  readonly theme: string | null;
  readonly thread: Promise<Response>;
  readonly words: Words;
}
