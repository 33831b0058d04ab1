import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be cut while something is on it. */
export interface CuttingProxy {
  readonly port: number;
  /**
   * Cuts each connection on which one of these commands goes to the server, once: `before`, so that the server never hears of it, or
   * `after` it was carried out, so that only the answer is lost.
   */
  cut(when: 'before' | 'after', commands: readonly string[], times: number): void;
  /** How many were cut. */
  cuts(): number;
  close(): void;
}

export async function cuttingProxy(target: number): Promise<CuttingProxy> {
  let order = { when: 'after', commands: [] as readonly string[], left: 0 };
  let cuts = 0;
  const sockets = new Set<Socket>();
  const isNamed = (chunk: Buffer) => order.commands.some((name) => chunk.includes(Buffer.from(`\u0002${name}\0`)));
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    let isLast = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => [client, upstream].forEach((each) => void each.destroy()));
    }
    client.on('data', (chunk: Buffer) => {
      if (order.left > 0 && !isLast && isNamed(chunk)) {
        order = { ...order, left: order.left - 1 };
        cuts += 1;
        if (order.when === 'before') return client.destroy();
        isLast = true;
      }
      return upstream.write(chunk);
    });
    upstream.on('data', (chunk) => (isLast ? client.destroy() : client.write(chunk)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    port: address.port,
    cut: (when, commands, times) => {
      order = { when, commands, left: times };
    },
    cuts: () => cuts,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
