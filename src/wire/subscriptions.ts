import { z } from 'zod';
import { commentId } from './text.ts';

const token = z.string().min(1).max(200).meta({ description: 'From a mail' });

/** Of every link in a mail to a reader or an author. */
export const SubscriptionQuery = z.strictObject({ token });

/** What the buttons of the page post. Of what a mail program posts for one click (RFC 8058, section 3.2) only the address is read. */
export const SubscriptionForm = z.strictObject({
  choice: z.enum(['confirm', 'leave', 'leave-all', 'replies', 'thread']),
  of: commentId.optional().meta({ description: 'A subscription’s ULID' }),
});

export const WithdrawForm = z.strictObject({ token, once: z.string().min(1).max(200) });
