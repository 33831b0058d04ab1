import { STATUS_CODES } from 'node:http';
import { ZodError } from 'zod';
import { type FieldError, Refusal, type RefusalCode } from '../refusal.ts';
import { StoreAway } from '../storage/store.ts';

/** An answer that says no: problem+json (RFC 9457). */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly code: RefusalCode | 'internal';
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly requestId?: string;
}

const answers: Readonly<Record<RefusalCode, readonly [status: number, sentence: string]>> = {
  invalid: [400, 'The request is not valid.'],
  unauthenticated: [401, 'This needs valid credentials.'],
  'sign-in-again': [403, 'Sign in again first: this takes a sign-in of the last 15 minutes.'],
  'not-allowed': [403, 'These credentials do not allow this.'],
  'origin-not-allowed': [403, 'This comes from a page that is none of this site.'],
  'thread-closed': [403, 'Comments are closed.'],
  'parent-not-approved': [403, 'This comment cannot be replied to, because it is not approved.'],
  'edit-window-over': [403, 'This comment can no longer be changed.'],
  'not-found': [404, 'There is nothing here.'],
  'unknown-site': [404, 'There is no such site.'],
  'unknown-comment': [404, 'There is no such comment.'],
  'unknown-parent': [404, 'There is no such comment to reply to.'],
  'method-not-allowed': [405, 'This address does not take this method.'],
  stale: [409, 'This was changed since.'],
  'idempotency-mismatch': [409, 'This Idempotency-Key was used for another request.'],
  duplicate: [409, "Duplicate comment detected; it looks as though you've already said that!"],
  'already-set-up': [409, 'This service is set up already.'],
  'too-large': [413, 'The body is too large.'],
  'too-long': [414, 'The request’s head is too long.'],
  'unsupported-type': [415, 'The body has a type or encoding that is not taken here.'],
  'page-not-of-this-site': [422, 'This page is none of this site.'],
  'too-many-requests': [429, 'Too many requests. Try again later.'],
  'too-quick': [429, 'You are posting comments too quickly. Slow down.'],
  unavailable: [503, 'The service cannot do this now. Try again soon.'],
};

/** The problem that an expected error stands for. */
export function problemOf(error: Refusal | ZodError): Problem {
  return error instanceof Refusal
    ? problem(error.code, error.details)
    : problem('invalid', { errors: error.issues.flatMap(fieldErrors) });
}

export function problem(code: RefusalCode, { message, errors }: Refusal['details'] = {}): Problem {
  const [status, sentence] = answers[code];
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? code,
    status,
    code,
    detail: message ?? sentence,
    ...(errors && { errors }),
  };
}

/** What went wrong is in the log, under the request's id, and nowhere else. */
export function internalProblem(requestId: string): Problem {
  const detail = 'Something went wrong on our side.';
  return { type: 'about:blank', title: STATUS_CODES[500] ?? '', status: 500, code: 'internal', detail, requestId };
}

const awayRetrySeconds = 5;

/** What was thrown, as the refusal it stands for; null for a bug. */
export function refusalOf(error: unknown): Refusal | ZodError | null {
  if (error instanceof Refusal || error instanceof ZodError) return error;
  if (error instanceof StoreAway) return new Refusal('unavailable', { retryAfter: awayRetrySeconds });
  // Express' router marks a bad percent-escape in a path so.
  if (error instanceof URIError) return new Refusal('invalid', { message: 'The address has a bad percent-escape.' });
  return null;
}

type Issue = ZodError['issues'][number];

function fieldErrors(issue: Issue): FieldError[] {
  const { path, code, message } = issue;
  if (code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: [...path, key].join('.'), code: 'unknown', message: 'There is no such field.' }));
  }
  const isMissing = code === 'invalid_type' && message.endsWith('received undefined');
  const own = code === 'custom' ? issue.params?.['code'] : undefined;
  return [
    {
      field: path.join('.'),
      code: isMissing ? 'required' : typeof own === 'string' ? own : code.replaceAll('_', '-'),
      message: isMissing ? 'This field is required.' : message,
    },
  ];
}
