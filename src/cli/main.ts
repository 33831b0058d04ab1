#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { ZodError } from 'zod';
import { readConfig } from '../config.ts';
import { createLog } from '../operating/log.ts';
import { Refusal } from '../refusal.ts';
import { serve } from '../serve.ts';
import { openService } from '../service.ts';
import { type Command, type Given, type Said, UsageError } from './command.ts';
import { commands } from './commands.ts';

const wrongUsage = 2;
const failed = 1;

async function main(words: readonly string[]): Promise<void> {
  if (words[0] === 'serve') return serve();
  if (words.includes('--help')) return void process.stdout.write(usage());
  if (words.length === 0) throw new UsageError(usage());
  const name = Object.keys(commands).find(
    (candidate) => words.join(' ').startsWith(candidate) && isPrefix(candidate.split(' '), words),
  );
  const command = name === undefined ? undefined : commands[name];
  if (!command || name === undefined) throw new UsageError(`There is no command '${words.slice(0, 2).join(' ')}'.`);
  await run(command, words.slice(name.split(' ').length));
}

async function run(command: Command, words: readonly string[]): Promise<void> {
  const { json, ...given } = givenTo(command, words);
  const config = readConfig();
  const listensAt = `http://${config.host}:${config.port}`;
  const service = await openService({ config, log: createLog({ level: 'warn', destination: 'stderr' }), listensAt });
  try {
    const said = await command.run(service, given);
    process.stdout.write(json ? jsonOf(said) : `${said.text}\n`);
  } finally {
    await service.close();
  }
}

function jsonOf({ json, isLines }: Said): string {
  const values = isLines && Array.isArray(json) ? json : [json];
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

function givenTo(command: Command, words: readonly string[]): Given & { readonly json: boolean } {
  const { values, positionals } = parsed(command, words);
  const [least, most] = command.words;
  if (positionals.length < least || positionals.length > most) throw new UsageError(`Usage: backtalk ${command.usage}`);
  return { values, positionals, json: values['json'] === true };
}

function parsed(command: Command, words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: { ...command.options, json: { type: 'boolean' } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\nUsage: backtalk ${command.usage}`);
  }
}

function isPrefix(name: readonly string[], words: readonly string[]): boolean {
  return name.every((word, at) => words[at] === word);
}

function usage(): string {
  const lines = Object.values(commands).map((command) => `  backtalk ${command.usage}\n      ${command.about}\n`);
  return `  backtalk serve\n      Runs the service.\n${lines.join('')}\nEach command takes --json. Settings come from the environment, as for the service: see docs/configuration.md.\n`;
}

function complain(error: unknown): void {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = wrongUsage;
    return;
  }
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = failed;
}

function sentenceOf(error: unknown): string {
  if (error instanceof ZodError) return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n');
  if (error instanceof Refusal)
    return error.details.errors?.map((flaw) => `${flaw.field}: ${flaw.message}`).join('\n') ?? error.message;
  return error instanceof Error ? error.message : String(error);
}

await main(process.argv.slice(2)).catch(complain);
