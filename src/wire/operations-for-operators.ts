import { z } from 'zod';
import { SetUpForm, SetUpQuery } from './moderators.ts';
import { html, json, none, type Operation } from './operation.ts';

const Alive = z.object({ alive: z.literal(true) });
const Ready = z.object({ ready: z.literal(true) });

/** What those who run the service may ask for. */
export const forOperators: readonly Operation[] = [
  {
    method: 'get',
    path: '/setup',
    for: 'operators',
    summary: 'Choose a password by a one-time link',
    query: SetUpQuery,
    answers: { 200: html },
  },
  {
    method: 'post',
    path: '/setup',
    for: 'operators',
    summary: 'Make the first operator, or set a first password',
    body: { type: 'application/x-www-form-urlencoded', schema: SetUpForm },
    answers: { 201: html, 400: html },
  },
  { method: 'get', path: '/healthz', for: 'operators', summary: 'Alive', answers: { 200: json(Alive) } },
  {
    method: 'get',
    path: '/readyz',
    for: 'operators',
    summary: 'Ready to answer; 503 while the store is away or the service is closing',
    answers: { 200: json(Ready) },
  },
  { method: 'get', path: '/metrics', for: 'operators', summary: 'Prometheus metrics', answers: { 200: { type: 'text/plain' } } },
  {
    method: 'get',
    path: '/openapi.json',
    for: 'operators',
    summary: 'This document',
    answers: { 200: json(z.record(z.string(), z.unknown())), 304: none },
  },
  { method: 'get', path: '/docs', for: 'operators', summary: 'This document for people', answers: { 200: html } },
];
