import type { Operation } from './operation.ts';
import { forGuests, forPeople, forSignedIn } from './operations-for-account.ts';
import { forBlogEngines } from './operations-for-blog-engines.ts';
import { forMails } from './operations-for-mails.ts';
import { forModerators } from './operations-for-moderators.ts';
import { forOperators } from './operations-for-operators.ts';
import { forOverview } from './operations-for-overview.ts';
import { forPrivacy } from './operations-for-privacy.ts';
import { forReaders } from './operations-for-readers.ts';
import { forSubscribers } from './operations-for-subscribers.ts';
import { forWebhooks } from './operations-for-webhooks.ts';

/** Every way in there is. A test walks the routes of the app and fails on one that is missing here. */
export const operations: readonly Operation[] = [
  ...forReaders,
  ...forSubscribers,
  ...forBlogEngines,
  ...forModerators,
  ...forWebhooks,
  ...forPrivacy,
  ...forOverview,
  ...forPeople,
  ...forGuests,
  ...forSignedIn,
  ...forMails,
  ...forOperators,
];
