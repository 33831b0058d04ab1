import type { TestContext } from 'node:test';
import { article } from './reader.ts';
import type { Running } from './running.ts';

export interface Heard {
  readonly event: string;
  readonly id: string;
  readonly data: unknown;
}

export interface Stream {
  readonly status: number;
  readonly headers: Headers;
  /** The next event, or comment line (`event` is then empty); null at the end of the stream. */
  next(): Promise<Heard | null>;
  leave(): void;
}

type Headings = Readonly<Record<string, string>>;

/** Listens to a page, as a browser's EventSource would. */
export function listen(
  test: TestContext,
  service: Pick<Running, 'url'>,
  { url = article, headers = {} }: { readonly url?: string; readonly headers?: Headings } = {},
): Promise<Stream> {
  return listenAt(test, `${service.url}/api/v1/events?site=blog&url=${encodeURIComponent(url)}`, headers);
}

export async function listenAt(test: TestContext, address: string, headers: Headings = {}): Promise<Stream> {
  const stop = new AbortController();
  test.after(() => stop.abort());
  const response = await fetch(address, { headers, signal: stop.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<Heard | null> => {
    for (let end = text.indexOf('\n\n'); ; end = text.indexOf('\n\n')) {
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        if (!block.startsWith('retry:')) return heard(block);
        continue;
      }
      const { value, done } = (await reader?.read()) ?? { value: '', done: true };
      if (done) return null;
      text += value;
    }
  };
  return { status: response.status, headers: response.headers, next, leave: () => stop.abort() };
}

function heard(block: string): Heard {
  const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
  return { event: fields.get('event') ?? '', id: fields.get('id') ?? '', data: JSON.parse(fields.get('data') ?? 'null') };
}
