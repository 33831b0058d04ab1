import closeWithGrace from 'close-with-grace';
import { readConfig } from './config.ts';
import { createApp } from './http/app.ts';
import { underPathOf } from './http/base-path.ts';
import { hotReads } from './http/hot-reads.ts';
import { closeServer, createHttpServer, listenAt } from './http/server.ts';
import { standingJobs } from './jobs/handlers.ts';
import { firstOperatorPath } from './moderators/set-up.ts';
import { createLog } from './operating/log.ts';
import { openService, type Service } from './service.ts';

const closeWithinMs = 9_500;

/** The process: read the settings, listen, build, and stop on a signal. */
export async function serve(): Promise<void> {
  const config = readConfig();
  const log = createLog({ level: config.logLevel, destination: 'stdout' });
  const server = createHttpServer();
  const listensAt = await listenAt(server, config);
  const service = await openService({ config, log, listensAt, waits: true });
  server.answerWith(underPathOf(service.publicUrl, hotReads({ ...service, app: createApp(service) })));
  await service.worker.start(standingJobs);
  await offerSetUp(service);
  warnOfAllowed(service);
  log.info({ url: listensAt, publicUrl: service.publicUrl }, 'listening');

  closeWithGrace({ delay: closeWithinMs, logger: false }, async ({ signal, err }) => {
    if (err) log.fatal({ error: err }, 'dying');
    else log.info({ signal }, 'closing');
    service.startClosing();
    await closeServer(server);
    await service.close();
    log.info('closed');
  });
}

/** Whoever knows a name of these can make the service ask there. */
function warnOfAllowed({ config, log }: Service): void {
  if (config.fetchAllow.length > 0)
    log.warn({ allow: config.fetchAllow }, 'FETCH_ALLOW is set: linkbacks may make this service fetch from there');
}

/** Never on stdout: logs are kept and read by many, this link makes an operator. */
async function offerSetUp({ store, keys, publicUrl }: Service): Promise<void> {
  if (await store.people.hasOperator()) return;
  process.stderr.write(
    `Nobody runs this service yet. Set up the first operator here, once:\n  ${publicUrl}${firstOperatorPath(keys)}\n`,
  );
}
