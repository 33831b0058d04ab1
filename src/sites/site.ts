import type { Settings } from '../wire/settings.ts';

/** One owner's place: the hosts whose pages may have threads, and how their comments are handled. */
export interface Site {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** `host` or `host:port`, in punycode and lower case. */
  readonly hosts: readonly string[];
  readonly settings: Settings;
  /** Grows with each change; ready bytes of older versions are not served. */
  readonly version: number;
  readonly createdAt: number;
}

/** A slug is part of endpoint paths that blog engines cut apart, so it needs no escaping anywhere. */
export const slugPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
