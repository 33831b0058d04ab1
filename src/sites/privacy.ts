import type { PrivacyView } from '../wire/comments.ts';
import type { Settings } from '../wire/settings.ts';

/** What the service keeps of a commenter, and whom it asks, by the settings in force. */
export function privacyOf({ ipDays, spamDays, trashDays, akismet }: Settings, hasAkismetKey: boolean): PrivacyView {
  return { ipDays, spamDays, trashDays, akismet: hasAkismetKey && akismet !== 'off' };
}
