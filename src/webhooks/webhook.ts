import type { LedgerEntry } from '../storage/ledger.ts';
import type { WebhookEvent, WebhookFormat } from '../wire/webhooks.ts';

/** An address that a site's owner wants told of what happens to its comments. Its key is its id. */
export interface Webhook extends LedgerEntry {
  /** removed: without a secret, and gone with the next trimming. */
  readonly state: 'on' | 'off' | 'removed';
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly format: WebhookFormat;
  /** Standard Webhooks: `whsec_` and 32 bytes in base64. */
  readonly secret: string;
  /** The one before, which signs beside it for a while. */
  readonly former: { readonly secret: string; readonly until: number } | null;
  /** Of the first failure since it last took anything. */
  readonly failingSince: number | null;
  /** Why the service switched it off. */
  readonly reason: string | null;
  readonly createdAt: number;
}

export const mostWebhooks = 20;
