import { equal } from 'node:assert/strict';
import { ask, post } from './reader.ts';
import type { Running } from './running.ts';

/** Posts to the article of `blog`, and answers the comment's id. */
export const posted = async (service: Running, text: string, more: object = {}): Promise<string> =>
  (await post(service, { text, ...more })).body.comment.id;

/** Asks the API with this token for what must be there. */
export const reading =
  (service: Running, token: string) =>
  async <T>(path: string, query: Readonly<Record<string, string>> = { site: 'blog' }): Promise<T> => {
    const answer = await ask<T>(service, `/api/v1/${path}?${new URLSearchParams(query)}`, { token });
    equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
