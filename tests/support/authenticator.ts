import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

/** What stands in options that a service gives to a browser. */
export interface Options {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
  readonly user?: { readonly id: string };
}

/** What a test may make wrong. */
export interface Spoilt {
  readonly origin?: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly challenge?: string;
  readonly isVerified?: boolean;
  readonly counter?: number;
  readonly userHandle?: string;
}

export interface Authenticator {
  create(options: Options, spoilt?: Spoilt): Record<string, unknown>;
  get(options: Options, spoilt?: Spoilt): Record<string, unknown>;
}

const text = (value: string | Buffer): string => Buffer.from(value).toString('base64url');
const sha256 = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();

/** A security key in software: P-256, attestation "none" (WebAuthn Level 3, sections 6.1 and 8.7). */
export function authenticator(origin: string): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(32);
  let counter = 0;
  let user = '';
  const dataOf = (rpId: string, spoilt: Spoilt, attested: Buffer | null): Buffer => {
    counter = spoilt.counter ?? counter + 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const flags = 0x01 | (spoilt.isVerified === false ? 0 : 0x04) | (attested ? 0x40 : 0);
    return Buffer.concat([sha256(spoilt.rpId ?? rpId), Buffer.from([flags]), count, attested ?? Buffer.alloc(0)]);
  };
  const clientData = (type: string, challenge: string, spoilt: Spoilt) =>
    JSON.stringify({ type: spoilt.type ?? type, challenge: spoilt.challenge ?? challenge, origin: spoilt.origin ?? origin });
  const credential = (response: object) => {
    return { id: text(id), rawId: text(id), type: 'public-key', clientExtensionResults: {}, response };
  };
  return {
    create: ({ challenge, rp, user: owner }, spoilt = {}) => {
      user = owner?.id ?? '';
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const attested = Buffer.concat([
        Buffer.alloc(16),
        length,
        id,
        coseKey(Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')),
      ]);
      const data = dataOf(rp?.id ?? '', spoilt, attested);
      const response = {
        clientDataJSON: text(clientData('webauthn.create', challenge, spoilt)),
        attestationObject: text(attestation(data)),
      };
      return credential({ ...response, transports: ['usb'] });
    },
    get: ({ challenge, rpId = '' }, spoilt = {}) => {
      const [data, client] = [dataOf(rpId, spoilt, null), clientData('webauthn.get', challenge, spoilt)];
      const signature = createSign('sha256').update(data).update(sha256(client)).sign(privateKey);
      const response = { clientDataJSON: text(client), authenticatorData: text(data), signature: text(signature) };
      return credential({ ...response, userHandle: spoilt.userHandle ?? user });
    },
  };
}

/** CBOR (RFC 8949) of `{ 1: 2, 3: -7, -1: 1, -2: x, -3: y }`. */
function coseKey(x: Buffer, y: Buffer): Buffer {
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
  return Buffer.concat([head, x, Buffer.from([0x22, 0x58, 0x20]), y]);
}

/** CBOR of `{ fmt: 'none', attStmt: {}, authData }`. */
function attestation(data: Buffer): Buffer {
  const word = (value: string) => Buffer.concat([Buffer.from([0x60 | value.length]), Buffer.from(value)]);
  const bytes = Buffer.concat([Buffer.from([0x58, data.length]), data]);
  return Buffer.concat([
    Buffer.from([0xa3]),
    word('fmt'),
    word('none'),
    word('attStmt'),
    Buffer.from([0xa0]),
    word('authData'),
    bytes,
  ]);
}
