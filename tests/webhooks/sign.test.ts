import { deepEqual, match, notEqual } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { newWebhookSecret, signedHeaders } from '../../src/webhooks/sign.ts';

test('signatures are those of Standard Webhooks’ own example', () => {
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' };
  deepEqual(signedHeaders(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], message), {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('a secret is 32 bytes in base64 behind its prefix, another each time', () => {
  match(newWebhookSecret(randomBytes), /^whsec_[A-Za-z0-9+/]{43}=$/);
  notEqual(newWebhookSecret(randomBytes), newWebhookSecret(randomBytes));
});

test('what the page on webhooks tells receivers to do takes what we sign, and nothing else', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/webhooks.md'), 'utf8');
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(page) ?? [];
  const { isGenuine } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    isGenuine: (secret: string, headers: Readonly<Record<string, string>>, body: string) => boolean;
  };
  const secrets = [newWebhookSecret(randomBytes), newWebhookSecret(randomBytes)];
  const message = { id: 'x', timestamp: Math.floor(Date.now() / 1_000), body: '{"text":"Ünï"}' };
  const headers = signedHeaders(secrets, message);
  const answers = secrets.map((secret) => isGenuine(secret, headers, message.body));
  deepEqual(answers, [true, true]);
  const late = signedHeaders(secrets, { ...message, timestamp: message.timestamp - 301 });
  deepEqual(
    [
      isGenuine(newWebhookSecret(randomBytes), headers, message.body),
      isGenuine(secrets[0] ?? '', headers, `${message.body} `),
      isGenuine(secrets[0] ?? '', late, message.body),
    ],
    [false, false, false],
  );
});
