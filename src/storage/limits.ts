/** Counters of the rate limits, shared by all processes. Not durable: losing them forgives. */
export interface Limits {
  hit(key: string, windowMs: number, now: number): Promise<{ readonly hits: number; readonly resetAt: number }>;
  /** The next hit of this key is its first. */
  forget(key: string): Promise<void>;
  trim(now: number): Promise<void>;
}
