import { around, failures, linkbacks, log, pages, reports, statistics } from './around.ts';
import { blocks, person } from './privacy.ts';
import { queue } from './queue.ts';
import { refusals, shell, signIn } from './shell.ts';
import { people, rules, settings } from './site.ts';
import { webhooks } from './webhooks.ts';

/** Everything the dashboard says in English: a file for each screen, a line here for each part. */
export const english = {
  shell,
  refusals,
  signIn,
  queue,
  around,
  reports,
  pages,
  linkbacks,
  failures,
  log,
  statistics,
  rules,
  settings,
  people,
  webhooks,
  blocks,
  person,
};
