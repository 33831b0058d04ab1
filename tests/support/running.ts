import type { TestContext } from 'node:test';
import { readConfig } from '../../src/config.ts';
import { createApp } from '../../src/http/app.ts';
import { underPathOf } from '../../src/http/base-path.ts';
import { hotReads } from '../../src/http/hot-reads.ts';
import { closeServer, createHttpServer, listenAt } from '../../src/http/server.ts';
import { commandLine } from '../../src/moderators/command-line.ts';
import { createToken } from '../../src/moderators/people.ts';
import { createLog } from '../../src/operating/log.ts';
import { openService, type Service } from '../../src/service.ts';
import { addSite, changeSite } from '../../src/sites/change-site.ts';
import type { SiteSettingsPatch } from '../../src/wire/settings.ts';
import { emptyDatabase } from './store-urls.ts';

/** A clock that only a test moves. */
export interface Clock {
  now(): number;
  pass(milliseconds: number): void;
}

/** The real service on a real store, listening on loopback, with a site `blog` for blog.example. */
export interface Running {
  readonly url: string;
  readonly service: Service;
  readonly clock: Clock;
  set(patch: SiteSettingsPatch): Promise<void>;
  token(role?: 'owner' | 'moderator', slug?: string): Promise<string>;
  /** Stops it, and starts it again on the same database. */
  restart(): Promise<void>;
}

export const minute = 60_000;
export const day = 24 * 60 * minute;
const beginning = Date.UTC(2026, 10, 24, 12);

export function clockFrom(start = beginning): Clock {
  let time = start;
  return {
    now: () => time,
    pass: (milliseconds) => {
      time += milliseconds;
    },
  };
}

interface Options {
  readonly startAt?: number;
  readonly settings?: SiteSettingsPatch;
  readonly env?: Readonly<Record<string, string>>;
}

export async function running(test: TestContext, { settings = {}, env = {}, startAt }: Options = {}): Promise<Running> {
  const clock = clockFrom(startAt);
  const config = readConfig({
    DATABASE_URL: await emptyDatabase(test),
    SECRET: 'a secret of at least forty-three characters, for tests',
    PORT: '0',
    TRUST_PROXY: 'loopback',
    LOG_LEVEL: 'silent',
    ...env,
  });
  let process = await start(config, clock);
  test.after(() => process.stop());
  await addSite(process.service, commandLine, { slug: 'blog', name: 'Blog', hosts: ['blog.example'], shareHosts: false });
  const running: Running = {
    get url() {
      return process.url;
    },
    get service() {
      return process.service;
    },
    clock,
    set: async (patch) => {
      const site = await process.service.sites.bySlug('blog');
      await changeSite(process.service, commandLine, { site, patch, shareHosts: false });
    },
    token: async (role = 'moderator', slug = 'blog') => {
      const site = await process.service.sites.bySlug(slug);
      return (await createToken(process.service, commandLine, { site, role, name: role })).token;
    },
    restart: async () => {
      await process.stop();
      process = await start(config, clock);
    },
  };
  await running.set({ floodSeconds: 0, ...settings });
  return running;
}

async function start(config: ReturnType<typeof readConfig>, clock: Clock) {
  const server = createHttpServer();
  const url = await listenAt(server, config);
  const service = await openService({
    config,
    log: createLog({ level: 'silent', destination: 'stderr' }),
    listensAt: url,
    now: clock.now,
  });
  server.answerWith(underPathOf(service.publicUrl, hotReads({ ...service, app: createApp(service) })));
  const stop = async () => {
    service.startClosing();
    await closeServer(server);
    await service.close();
  };
  return { url, service, stop };
}
