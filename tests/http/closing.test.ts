import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { closeServer, createHttpServer, listenAt } from '../../src/http/server.ts';

test('a connection that was opened and never used does not hold up the end', async () => {
  const http = createHttpServer();
  const { hostname, port } = new URL(await listenAt(http, { host: '127.0.0.1', port: 0 }));
  const arrived = once(http.server, 'connection');
  const socket = connect(Number(port), hostname);
  await arrived;
  const ended = once(socket, 'close');
  socket.resume();
  const neverMs = 2 ** 30;
  await closeServer(http, neverMs);
  await ended;
});
