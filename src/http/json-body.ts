import type { Request, RequestHandler } from 'express';
import { refuse } from '../refusal.ts';
import { formFields } from './form-fields.ts';
import { hasBody, readBody, requireType } from './read-body.ts';
import { requireSound } from './sound-text.ts';

const mostBytes = 256 * 1024;

/** `request.body` from JSON; undefined where no body came. */
export const jsonBody = (): RequestHandler => bodyOf('application/json', parseJson);

/** `request.body` from a form: a flat object of texts. */
export const formBody = (): RequestHandler => bodyOf('application/x-www-form-urlencoded', parseForm);

function bodyOf(type: string, parse: (text: string) => unknown): RequestHandler {
  return async (request, _response, next) => {
    if (hasBody(request)) request.body = await parsed(request, type, parse);
    next();
  };
}

async function parsed(request: Request, type: string, parse: (text: string) => unknown): Promise<unknown> {
  requireType(request, type);
  const body = parse(utf8(await readBody(request, mostBytes)));
  requireSound(body);
  return body;
}

/** What is no UTF-8 would become replacement characters in silence. */
function utf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    refuse('invalid', { message: 'The body is not UTF-8.' });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    refuse('invalid', { message: 'The body is not JSON.' });
  }
}

const mostFields = 50;

/** Of a field that comes twice neither is believed. */
function parseForm(text: string): Readonly<Record<string, string>> {
  const entries = formFields(text);
  const names = entries.map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (entries.length > mostFields) refuse('invalid', { message: 'The form has too many fields.' });
  if (twice !== undefined) refuse('invalid', { errors: [{ field: twice, code: 'twice', message: 'This field comes twice.' }] });
  return Object.fromEntries(entries);
}
