import { createRequire } from 'node:module';
import { type DestinationStream, destination, type Level, type Logger, pino, stdSerializers } from 'pino';

export type Log = Pick<Logger, Level | 'isLevelEnabled'>;

export interface LogOptions {
  readonly level: Level | 'silent';
  /** Commands keep stdout for what they were asked for. */
  readonly destination: 'stdout' | 'stderr';
}

/**
 * One JSON line per event, readable lines on a terminal. Lines are written synchronously: the last words before a crash arrive,
 * and what is read most is not logged at all (see http/request-log.ts).
 */
export function createLog({ level, destination: name }: LogOptions): Log {
  return logTo(process[name].isTTY ? readable(process[name].fd) : destination({ fd: process[name].fd, sync: true }), level);
}

const confidential = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'email',
  'password',
  'token',
  'formToken',
  'editToken',
  'secret',
  'key',
]);

/** The same to any stream, for tests. */
export function logTo(stream: DestinationStream, level: LogOptions['level']): Log {
  return pino(
    {
      level,
      formatters: { log: (told) => censored(told, 0) as Record<string, unknown> },
      serializers: { error: (error: Error) => censored(stdSerializers.err(error), 0) },
      hooks: { streamWrite: withoutSecrets },
    },
    stream,
  );
}

const deepest = 8;

/** Without what stands under a confidential name, however deep. pino's own redaction by paths takes longer than all the rest of a line. */
function censored(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error || 'toJSON' in value) return value;
  if (depth > deepest) return '[too deep]';
  if (Array.isArray(value)) return value.map((one) => censored(one, depth + 1));
  const told: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) told[name] = confidential.has(name) ? '[secret]' : censored(one, depth + 1);
  return told;
}

/** The second net, under redaction by name: texts of errors quote what they were about. Their lengths are bounded so that no line is slow. */
function withoutSecrets(line: string): string {
  const named = line.replace(/\bbt_[\w-]{8,128}/g, '[token]');
  // Few lines have one, and the search for what stands before it costs more than all the rest of a line.
  if (!named.includes('@')) return named;
  return named
    .replace(/:\/\/[^\s/@"\\]{1,256}@/g, '://[secret]@')
    .replace(/[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu, '[email]');
}

/** Loaded where somebody watches only: a service under systemd or in a container does not need it in memory. */
function readable(fd: number): DestinationStream {
  const pretty = createRequire(import.meta.url)('pino-pretty') as (options: object) => DestinationStream;
  return pretty({ destination: fd, sync: true, ignore: 'pid,hostname' });
}
