/** Every reason for which we say no to somebody. Closed, so that an edge without an answer for one of them does not compile. */
export type RefusalCode =
  | 'invalid'
  | 'unauthenticated'
  | 'sign-in-again'
  | 'not-allowed'
  | 'not-found'
  | 'unknown-site'
  | 'unknown-comment'
  | 'method-not-allowed'
  | 'stale'
  | 'idempotency-mismatch'
  | 'too-large'
  | 'too-long'
  | 'unsupported-type'
  | 'too-many-requests'
  | 'unavailable'
  | 'thread-closed'
  | 'origin-not-allowed'
  | 'parent-not-approved'
  | 'edit-window-over'
  | 'unknown-parent'
  | 'duplicate'
  | 'page-not-of-this-site'
  | 'too-quick'
  | 'already-set-up';

/** What is wrong with one field of a request; `field` is a path such as `items.0.id`, or empty for the whole body. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

export interface RefusalDetails {
  /** Replaces the code's usual sentence. */
  readonly message?: string;
  readonly errors?: readonly FieldError[];
  /** Seconds after which trying again makes sense. */
  readonly retryAfter?: number;
}

/** An expected "no", known to every edge. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  constructor(code: RefusalCode, details: RefusalDetails = {}) {
    super(details.message ?? code);
    this.code = code;
    this.details = details;
  }
}

export function refuse(code: RefusalCode, details?: RefusalDetails): never {
  throw new Refusal(code, details);
}

/** Refuses one field of a request. */
export function refuseField(field: string, code: string, message: string): never {
  throw new Refusal('invalid', { errors: [{ field, code, message }] });
}
