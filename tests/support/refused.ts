import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { RefusalCode } from '../../src/refusal.ts';

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly code: string; readonly message: string }[];
}

interface Expected {
  readonly status: number;
  readonly code: RefusalCode;
  /** One of the fields it must name, or something inside it; empty where no field is at fault. */
  readonly field?: string;
}

/** Asserts problem+json with that code, naming that field. */
export async function requireRefused(answer: Response, { status, code, field = '' }: Expected, what: string): Promise<void> {
  const text = await answer.text();
  equal(answer.status, status, `${what}: ${text}`);
  match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/, what);
  const problem = JSON.parse(text) as Problem;
  deepEqual([problem.type, problem.status, problem.code], ['about:blank', status, code], what);
  ok(problem.title !== '' && problem.detail !== '', what);
  if (field === '') return;
  ok(
    problem.errors?.some((error) => (error.field === field || error.field.startsWith(`${field}.`)) && error.message !== ''),
    `${what}: ${text}`,
  );
}
