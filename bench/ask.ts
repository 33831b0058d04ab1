import { type Agent, request } from 'node:http';

interface Asking {
  readonly agent: Agent;
  readonly method?: string;
  /** A number that stands for a client: each has an address of its own. */
  readonly from?: number;
  readonly token?: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly body: Buffer;
  /** Milliseconds from asking to the last byte. */
  readonly took: number;
}

/** One request, timed. */
export function ask(url: string, { agent, method = 'GET', from = 0, token, json, headers }: Asking): Promise<Answered> {
  const body = json === undefined ? null : Buffer.from(JSON.stringify(json));
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      method,
      agent,
      headers: {
        ...headers,
        'X-Forwarded-For': `10.${(from >> 16) & 255}.${(from >> 8) & 255}.${from & 255}`,
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(body !== null && { 'Content-Type': 'application/json', 'Content-Length': body.length }),
      },
    });
    asked.once('error', reject).once('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part)).once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts), took: performance.now() - began }),
      );
    });
    asked.end(body);
  });
}
