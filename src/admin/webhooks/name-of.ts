import type { WebhookView } from '../../wire/webhooks.ts';

const lastLetters = 4;
const longestPath = 60;

/** What a webhook is called on the screen. A chat's address is its secret, which is not for everybody who looks over a shoulder. */
export function nameOf({ url, format }: Pick<WebhookView, 'url' | 'format'>): string {
  const { host, pathname, search } = new URL(url);
  const whole = `${pathname}${search}`;
  const path = whole.length > longestPath ? `${whole.slice(0, longestPath)}…` : whole;
  return format === 'json' ? `${host}${path === '/' ? '' : path}` : `${host}/…${whole.slice(1).slice(-lastLetters)}`;
}
