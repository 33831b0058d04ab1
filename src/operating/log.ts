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

const confidential = [
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
];
const depths = ['', '*.', '*.*.'];

/** The same to any stream, for tests. */
export function logTo(stream: DestinationStream, level: LogOptions['level']): Log {
  const paths = depths.flatMap((depth) =>
    confidential.map((name) => (name.includes('-') ? `${depth.slice(0, -1)}["${name}"]` : depth + name)),
  );
  return pino(
    {
      level,
      redact: { paths, censor: '[secret]' },
      serializers: { error: stdSerializers.err },
      hooks: { streamWrite: withoutSecrets },
    },
    stream,
  );
}

/** The second net, under redaction by name: texts of errors quote what they were about. Their lengths are bounded so that no line is slow. */
function withoutSecrets(line: string): string {
  return line
    .replace(/\bbt_[\w-]{8,128}/g, '[token]')
    .replace(/:\/\/[^\s/@"\\]{1,256}@/g, '://[secret]@')
    .replace(/[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu, '[email]');
}

/** Loaded where somebody watches only: a service under systemd or in a container does not need it in memory. */
function readable(fd: number): DestinationStream {
  const pretty = createRequire(import.meta.url)('pino-pretty') as (options: object) => DestinationStream;
  return pretty({ destination: fd, sync: true, ignore: 'pid,hostname' });
}
