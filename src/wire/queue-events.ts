import { z } from 'zod';
import { commentTypes } from './moderation.ts';
import { commentId, siteSlug } from './text.ts';

export const QueueEventsQuery = z.strictObject({ site: siteSlug });

/** `comment`: it came, was decided on, edited or reported. `counts`: of the queue, now. `reset`: more happened than is told; read anew. */
export const QueueEvent = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('comment'),
    data: z.object({
      id: commentId,
      version: z.int(),
      type: z.enum(commentTypes),
      status: z.enum(['approved', 'pending', 'spam', 'trash', 'deleted']),
      reports: z.int(),
      by: z.string().nullable().meta({ description: 'Who decided, where a decision made this version' }),
      own: z.boolean().meta({ description: 'Whether that was whoever listens' }),
    }),
  }),
  z.object({
    event: z.literal('counts'),
    data: z.object({ pending: z.int(), approved: z.int(), spam: z.int(), trash: z.int() }),
  }),
  z.object({ event: z.literal('reset'), data: z.object({}) }),
]);
export type QueueEvent = z.infer<typeof QueueEvent>;
