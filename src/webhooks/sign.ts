import { createHmac } from 'node:crypto';

const prefix = 'whsec_';

/** Standard Webhooks 1.0.0, "Signature scheme": 24 to 64 random bytes in base64 behind a prefix. */
export function newWebhookSecret(random: (size: number) => Buffer): string {
  return prefix + random(32).toString('base64');
}

export interface Signed {
  /** The same at every attempt: a receiver knows by it what it had before. */
  readonly id: string;
  /** Of this attempt, seconds: a receiver refuses what was caught long ago and sent again. */
  readonly timestamp: number;
  readonly body: string;
}

/** The headers of a delivery (Standard Webhooks 1.0.0, "Webhook headers"), with one signature for each secret in force. */
export function signedHeaders(secrets: readonly string[], { id, timestamp, body }: Signed): Readonly<Record<string, string>> {
  const signature = (secret: string) =>
    createHmac('sha256', Buffer.from(secret.slice(prefix.length), 'base64'))
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets.map((secret) => `v1,${signature(secret)}`).join(' '),
  };
}
