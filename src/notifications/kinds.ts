import { authorDigest } from './author-digest.ts';
import { authorNotice } from './author-notice.ts';
import { commentApproved } from './comment-approved.ts';
import { commentDigest } from './comment-digest.ts';
import { commentNotice } from './comment-notice.ts';
import type { Compose } from './compose.ts';
import { invitation } from './invitation.ts';
import type { MailKind } from './mail.ts';
import { passwordReset } from './password-reset.ts';
import { replyNotice } from './reply-notice.ts';
import { subscriptionConfirmation } from './subscription-confirmation.ts';

/** Every kind of mail, by the file that writes it. */
export const mailKinds: Readonly<Record<MailKind, Compose>> = {
  'comment-notice': commentNotice,
  'comment-digest': commentDigest,
  'password-reset': passwordReset,
  invitation,
  'subscription-confirmation': subscriptionConfirmation,
  'comment-approved': commentApproved,
  'reply-notice': replyNotice,
  'author-notice': authorNotice,
  'author-digest': authorDigest,
};
