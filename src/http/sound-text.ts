import { type FieldError, refuse } from '../refusal.ts';

const deepest = 20;

type Place = readonly (string | number)[];

/**
 * Refuses what no field may hold, in any depth of a parsed body: NUL, which SQLite and C libraries end a text at; half of a
 * surrogate pair, which cannot be stored as UTF-8; a key `__proto__`, which would reach every object once it is copied; and nesting
 * so deep that whoever walks it after us runs out of stack.
 */
export function requireSound(body: unknown): void {
  const flaw = flawIn(body, []);
  if (flaw) refuse('invalid', { errors: [flaw] });
}

function flawIn(value: unknown, place: Place): FieldError | null {
  if (place.length > deepest) return flawAt(place.slice(0, 3), 'too-deep', `This is nested deeper than ${deepest} levels.`);
  if (typeof value === 'string')
    return isSound(value) ? null : flawAt(place, 'bad-character', 'This has a character that is no text.');
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    const flaw = flawOfKey(key, place) ?? flawIn(inner, [...place, key]);
    if (flaw) return flaw;
  }
  return null;
}

function flawOfKey(key: string | number, place: Place): FieldError | null {
  if (typeof key === 'number' || (key !== '__proto__' && isSound(key))) return null;
  return flawAt(place, 'unknown', 'This has a field of a name that is never taken.');
}

function isSound(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function flawAt(place: Place, code: string, message: string): FieldError {
  return { field: place.join('.'), code, message };
}
