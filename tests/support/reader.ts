import type { SubmitAnswer } from '../../src/wire/comments.ts';
import type { CommentView, ThreadView } from '../../src/wire/thread.ts';
import type { Running } from './running.ts';

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T & { readonly code?: string; readonly errors?: readonly { readonly field: string; readonly code: string }[] };
}

export interface Ask {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string;
}

/** One request to the service with a JSON answer. */
export async function ask<T>(
  running: Pick<Running, 'url'>,
  path: string,
  { method, body, headers, token }: Ask = {},
): Promise<Answer<T>> {
  const response = await fetch(running.url + path, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    headers: {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) } as Answer<T>;
}

export const article = 'https://blog.example/article';

export interface Words {
  readonly text: string;
  readonly name?: string;
  readonly email?: string;
  readonly parent?: string | null;
  readonly url?: string;
  readonly [field: string]: unknown;
}

/** Posts a comment as Anna, from an address of her own. */
export function post(running: Pick<Running, 'url'>, words: Words, { headers, ...more }: Ask = {}): Promise<Answer<SubmitAnswer>> {
  const body = { site: 'blog', url: article, name: 'Anna', email: 'anna@example.org', ...words };
  return ask(running, '/api/v1/comments', { body, headers: { 'X-Forwarded-For': addressOf(body.name), ...headers }, ...more });
}

/** Each name posts from an address of its own, so that the limits per address stay on. */
function addressOf(name: string): string {
  const sum = [...name].reduce((total, character) => (total * 31 + (character.codePointAt(0) ?? 0)) % 16_000_000, 7);
  return `10.${(sum >> 16) & 255}.${(sum >> 8) & 255}.${sum & 255 || 1}`;
}

export async function thread(running: Pick<Running, 'url'>, more: Readonly<Record<string, string>> = {}): Promise<ThreadView> {
  const { body } = await ask<ThreadView>(
    running,
    `/api/v1/thread?${new URLSearchParams({ site: 'blog', url: article, ...more })}`,
  );
  return body;
}

/** What a thread says, as nested lists of texts without tags. */
export type Outline = readonly (string | readonly [string, Outline])[];

export function outline(comments: readonly CommentView[]): Outline {
  return comments.map((comment) => {
    const text = comment.status === 'removed' ? '(removed)' : (comment.html ?? '').replace(/<[^>]*>/g, '');
    return comment.replies.length === 0 ? text : [text, outline(comment.replies)];
  });
}
