import type { RefusalCode } from '../refusal.ts';

/** Fault codes of Pingback 1.0 (section 3), and of the XML-RPC interoperability list. */
export const fault = {
  noSource: 16,
  noLink: 17,
  unusableTarget: 33,
  registered: 48,
  denied: 49,
  ours: 50,
  notWellFormed: -32700,
  noCall: -32600,
  noMethod: -32601,
  wrongParams: -32602,
} as const;

/** What each refusal is to a pingback client. */
export const faultOf: Readonly<Record<RefusalCode, number>> = {
  invalid: fault.noSource,
  'unknown-site': fault.unusableTarget,
  'page-not-of-this-site': fault.unusableTarget,
  'thread-closed': fault.unusableTarget,
  'too-many-requests': fault.denied,
  'too-quick': fault.denied,
  'not-allowed': fault.denied,
  'origin-not-allowed': fault.denied,
  unauthenticated: fault.denied,
  'sign-in-again': 0,
  duplicate: fault.registered,
  'too-large': fault.noCall,
  'too-long': fault.noCall,
  'unsupported-type': fault.noCall,
  unavailable: fault.ours,
  'not-found': 0,
  'unknown-comment': 0,
  'unknown-parent': 0,
  'method-not-allowed': 0,
  stale: 0,
  'idempotency-mismatch': 0,
  'parent-not-approved': 0,
  'edit-window-over': 0,
  'already-set-up': 0,
};
