import { z } from 'zod';
import { siteSlug } from './text.ts';

export const noticeChoices = ['at-once', 'hourly', 'daily', 'never'] as const;
export type NoticeChoice = (typeof noticeChoices)[number];

const mailId = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'This is no mail’s id.')
  .meta({ description: 'A ULID' });

export const MailParams = z.object({ id: mailId });

export const mailStateNames = ['waiting', 'sent', 'refused', 'failed', 'not-delivered', 'needless'] as const;

const mailKindNames = [
  ...(['comment-notice', 'comment-digest', 'password-reset', 'invitation', 'subscription-confirmation'] as const),
  ...(['comment-approved', 'reply-notice', 'author-notice', 'author-digest'] as const),
] as const;

export const MailsQuery = z.strictObject({
  state: z.enum(mailStateNames).optional().meta({ description: 'Only those; else all of them' }),
  site: siteSlug.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: mailId.optional().meta({ description: 'The last mail’s id of the page before' }),
});

/** A mail by what it is about; its text and its address are not told here. */
export const MailView = z
  .object({
    id: mailId,
    kind: z.enum(mailKindNames),
    site: z.string().nullable(),
    state: z.enum(mailStateNames),
    subjectId: z.string().meta({ description: 'Of the comment, site or person that it tells of' }),
    attempts: z.int(),
    answer: z.string().nullable().meta({ description: 'The mail server’s last words' }),
    messageId: z.string(),
    created: z.iso.datetime(),
    changed: z.iso.datetime(),
    sent: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Mail' });
export type MailView = z.infer<typeof MailView>;

export const MailsView = z.object({ mails: z.array(MailView), next: z.string().nullable() });
export type MailsView = z.infer<typeof MailsView>;

const linkToken = z.string().min(1).max(160);
/** A link in a mail, and what the button on its page posts. */
export const MailLinkQuery = z.strictObject({ token: linkToken });
export const MailLinkForm = z.strictObject({ token: linkToken, once: z.string().min(1).max(200) });

export const NoticesPatch = z.strictObject({ site: siteSlug, when: z.enum(noticeChoices) });
export const NoticesView = z.object({
  notices: z.array(z.object({ site: siteSlug, when: z.enum(noticeChoices) })),
});
