import { queue } from './queue.ts';
import { refusals, shell, signIn } from './shell.ts';

/** Everything the dashboard says in English: a file for each screen, a line here for each part. */
export const english = { shell, refusals, signIn, queue };
