import type { ParseArgsConfig } from 'node:util';
import type { Service } from '../service.ts';

export type Options = NonNullable<ParseArgsConfig['options']>;

/** What was given on the command line, checked for form. */
export interface Given {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
}

/** What a command did: `json` for programs, `text` for people. */
export interface Said {
  readonly json: unknown;
  /** Of a list, one value a line. */
  readonly isLines?: boolean;
  readonly text: string;
}

export interface Command {
  /** Behind `backtalk`, for instance `site add SLUG --host HOST[:PORT] …`. */
  readonly usage: string;
  readonly about: string;
  readonly options: Options;
  /** How many words stand behind the command's name: least and most. */
  readonly words: readonly [number, number];
  run(service: Service, given: Given): Promise<Said>;
}

/** The command line was used wrongly: exit code 2, with the usage. */
export class UsageError extends Error {}

export function text(given: Given, name: string): string | null {
  const value = given.values[name];
  return typeof value === 'string' ? value : null;
}

export function texts(given: Given, name: string): readonly string[] {
  const value = given.values[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function required(given: Given, name: string): string {
  const value = text(given, name);
  if (value === null) throw new UsageError(`--${name} is missing`);
  return value;
}

export function oneOf<T extends string>(given: Given, name: string, choices: readonly T[]): T | null {
  const value = text(given, name);
  if (value === null) return null;
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw new UsageError(`--${name} is one of ${choices.join(', ')}`);
  return choice;
}
