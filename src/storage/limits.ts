/** Counters of the rate limits, shared by all processes. Not durable: losing them forgives. */
export interface Limits {
  hit(key: string, windowMs: number, now: number): Promise<{ readonly hits: number; readonly resetAt: number }>;
  trim(now: number): Promise<void>;
}
