/** What a pingback that is registered already is measured beside: a route of Express that answers at once. And the page it came from. */
import { createServer } from 'node:http';
import express from 'express';
import { listenAt } from '../src/http/server.ts';

const app = express().disable('x-powered-by').set('etag', false);
app.post('/pingback/:site', (_request, response) => void response.end('ok'));
app.get(
  '/page',
  (_request, response) => void response.type('html').send('<title>A page</title><a href="https://blog.example/article">x</a>'),
);
const url = await listenAt({ server: createServer(app), answerWith: () => undefined }, { host: '127.0.0.1', port: 0 });
console.log(url);
