import { inspect } from 'node:util';
import {
  count,
  database,
  type Environment,
  hostAndPort,
  line,
  listOf,
  oneOf,
  port,
  type Read,
  type Setting,
  sender,
  textOf,
  trustedProxies,
  Unfit,
  url,
  webAddress,
  word,
} from './setting.ts';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Every knob, all optional. */
export const settings = {
  port: setting('PORT', port, { or: '8080', is: 'the port it listens on; 0 picks a free one' }),
  host: setting('HOST', word, { or: '127.0.0.1', is: 'the address it listens on' }),
  database: secret('DATABASE_URL', database, {
    or: 'sqlite:./data/backtalk.db',
    is: 'sqlite:PATH, mongodb://… or mongodb+srv://…',
  }),
  publicUrl: setting('PUBLIC_URL', webAddress, {
    is: 'how readers, moderators and mails reach it, path included; else from host and port',
  }),
  secret: secret('SECRET', line, { is: 'what all keys are made from; else made once and kept beside the SQLite database' }),
  secretPrevious: secret('SECRET_PREVIOUS', line, { is: 'the secret before this one, which still verifies what it signed' }),
  trustProxy: setting('TRUST_PROXY', trustedProxies, {
    or: 'false',
    is: "which proxies may set a client's address (Express' syntax)",
  }),
  smtpUrl: secret('SMTP_URL', url('smtp:', 'smtps:'), {
    is: 'the mail server, smtp://user:pass@host:port; without it no mail is sent',
  }),
  mailFrom: setting('MAIL_FROM', sender, {
    is: "the sender of mails, an address or Name <address>; else noreply at PUBLIC_URL's host",
  }),
  mailsPerDay: setting('MAILS_A_DAY', count, {
    or: '2000',
    is: 'the most mails sent for one site in a day; more wait for the next',
  }),
  akismetKey: secret('AKISMET_KEY', word, { is: 'asks Akismet about comments' }),
  akismetEndpoint: setting('AKISMET_ENDPOINT', webAddress, { is: "base URL of a service like Akismet; else Akismet's own" }),
  fetchAllow: setting('FETCH_ALLOW', listOf(hostAndPort), {
    or: '',
    is: 'host:port pairs to fetch from although they would be refused',
  }),
  fetchPorts: setting('FETCH_PORTS', listOf(port), { or: '80,443', is: 'ports to fetch from' }),
  logLevel: setting('LOG_LEVEL', oneOf(...logLevels), { or: 'info', is: `the least that is logged: ${logLevels.join(', ')}` }),
  metricsToken: secret('METRICS_TOKEN', word, { is: 'the bearer token that /metrics asks for; without it, none' }),
};

type Values = { readonly [K in keyof typeof settings]: (typeof settings)[K] extends Setting<infer T> ? T : never };

export interface Config extends Values {
  /** The demo site is made only where nobody chose a database. */
  readonly isDatabaseGiven: boolean;
}

/**
 * All settings, checked.
 * @throws Error naming everything that is wrong at once
 */
export function readConfig(env: Environment = process.env): Config {
  const problems: string[] = [];
  const isGiven = (name: string) => Boolean(env[name]?.trim() || env[`${name}_FILE`]?.trim());
  const entries = Object.entries(settings).map(([key, one]) => [key, read(one, env, problems)]);
  const config = { ...(Object.fromEntries(entries) as Values), isDatabaseGiven: isGiven('DATABASE_URL') };
  if (config.database?.kind === 'mongodb' && !isGiven('SECRET')) {
    problems.push('SECRET must be set with MongoDB: there is no place beside the database to keep one that was made here.');
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return guarded(config);
}

function read(one: Setting<unknown>, env: Environment, problems: string[]): unknown {
  try {
    const text = textOf(one, env) ?? one.otherwise;
    return text === null ? null : one.read(text);
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    problems.push(`${one.name} ${error.message}.`);
    return null;
  }
}

/** Frozen, and without its secrets wherever somebody logs or inspects the whole of it. */
function guarded(config: Config): Config {
  const shown = () =>
    Object.fromEntries(Object.entries(config).filter(([key]) => !(key in settings) || !settings[key as keyof Values].secret));
  Object.defineProperty(config, 'toJSON', { value: shown });
  Object.defineProperty(config, inspect.custom, { value: shown });
  return Object.freeze(config);
}

interface Told {
  /** The text that stands when none is given. */
  readonly or?: string;
  readonly is: string;
}

/** Without a text to stand in, nothing given is null. */
type ValueOf<T, D extends Told> = D extends { readonly or: string } ? T : T | null;

function setting<T, D extends Told>(name: string, read: Read<T>, told: D): Setting<ValueOf<T, D>> {
  return { name, about: told.is, otherwise: told.or ?? null, secret: false, read: read as Read<ValueOf<T, D>> };
}

function secret<T, D extends Told>(name: string, read: Read<T>, told: D): Setting<ValueOf<T, D>> {
  return { ...setting(name, read, told), secret: true };
}
