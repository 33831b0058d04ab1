import { deepEqual, match, notEqual } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
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
