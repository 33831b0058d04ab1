import type { DecisionAnswer, QueuedView } from '../../src/wire/moderation.ts';
import { type Answer, type Ask, ask } from './reader.ts';
import type { Running } from './running.ts';

export interface Queue {
  readonly comments: QueuedView[];
  readonly next: string | null;
  readonly counts: Record<string, number>;
}

/** One page of the queue of `blog`, as this token sees it. */
export async function queue(running: Running, token: string, more: Readonly<Record<string, string>> = {}): Promise<Queue> {
  const query = new URLSearchParams({ site: 'blog', ...more });
  return (await ask<Queue>(running, `/api/v1/moderation/comments?${query}`, { token })).body;
}

export function decide(running: Running, token: string, body: Ask['body']): Promise<Answer<DecisionAnswer>> {
  return ask<DecisionAnswer>(running, '/api/v1/moderation/decisions', { body, token });
}

export function undo(running: Running, token: string, id: string | null): Promise<Answer<DecisionAnswer>> {
  return ask<DecisionAnswer>(running, '/api/v1/moderation/undo', { body: { id }, token });
}
