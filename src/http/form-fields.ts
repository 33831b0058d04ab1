import { refuse } from '../refusal.ts';
import { requireSound } from './sound-text.ts';

/**
 * The fields of a query or of a form's body, in order. URLSearchParams and node:querystring read a bad percent-escape as some other
 * text, in silence: here it is refused.
 */
export function formFields(text: string): (readonly [name: string, value: string])[] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      const name = decoded(at < 0 ? pair : pair.slice(0, at), null);
      return [name, at < 0 ? '' : decoded(pair.slice(at + 1), name)] as const;
    });
}

function decoded(text: string, field: string | null): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    const message = 'This has a bad percent-escape.';
    return refuse('invalid', { errors: [{ field: field ?? '', code: 'bad-escape', message }] });
  }
}

/** Express' query parser: a name that comes more than once is a list. */
export function readQuery(text: string | null | undefined): Readonly<Record<string, string | readonly string[]>> {
  const query: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of formFields(text ?? '')) {
    const before = query[name];
    if (before === undefined) query[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else query[name] = [before, value];
  }
  requireSound(query);
  return query;
}
