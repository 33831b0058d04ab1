import { asking, databaseAt, initiate, type Mongod, startMongod } from '../support/mongod.ts';
import type { ServiceProcess } from '../support/service-process.ts';
import { inTurn, withBlog } from '../support/two-processes.ts';
import { type MongoReckoning, reckonMongo } from './mongo-reckoning.ts';
import { startPosting } from './posting-clients.ts';

export const waysToLoseAPrimary = ['step-down', 'kill', 'not-primary'] as const;
export type WayToLoseAPrimary = (typeof waysToLoseAPrimary)[number];

export interface FailoverReport extends MongoReckoning {
  /** Milliseconds from each loss to the next acknowledged comment. */
  readonly backAfter: readonly number[];
}

/** Takes the primary of a set of three away, again and again, while clients post through two processes. */
export async function failOver({
  ways,
  clients,
}: {
  readonly ways: readonly WayToLoseAPrimary[];
  readonly clients: number;
}): Promise<FailoverReport> {
  const members = await Promise.all([1, 2, 3].map(() => startMongod({ set: 'rs0' })));
  const services: ServiceProcess[] = [];
  try {
    const database = databaseAt(await initiate(members), 'failover');
    const processes = withBlog(database);
    services.push(await processes.start(), await processes.start());
    const posting = startPosting(inTurn(services.map(({ url }) => url)), clients);
    await posting.more(200);
    const backAfter: number[] = [];
    for (const way of ways) {
      const began = performance.now();
      const mend = await losePrimary(members, way);
      // As many as there are clients: those that were answered before the loss are among the first.
      await posting.more(clients + 1);
      backAfter.push(performance.now() - began);
      await mend();
      await posting.more(100);
    }
    await posting.stop();
    return { ...(await reckonMongo(database, posting)), backAfter };
  } finally {
    await Promise.all(services.map((service) => service.stop()));
    await Promise.all(members.map((member) => member.discard()));
  }
}

async function losePrimary(members: readonly Mongod[], way: WayToLoseAPrimary): Promise<() => Promise<void>> {
  const primary = await primaryOf(members);
  const admin = (command: object) => asking(primary.direct, (client) => client.db('admin').command(command as { ping: 1 }));
  if (way === 'kill') {
    await primary.stop('SIGKILL');
    return () => primary.restart();
  }
  if (way === 'step-down') await admin({ replSetStepDown: 20, secondaryCatchUpPeriodSecs: 5 }).catch(() => undefined);
  else {
    const failing = { failCommands: ['insert', 'update', 'findAndModify'], errorCode: 10_107, closeConnection: false };
    await admin({ configureFailPoint: 'failCommand', mode: { times: 30 }, data: failing });
  }
  return async () => undefined;
}

async function primaryOf(members: readonly Mongod[]): Promise<Mongod> {
  for (;;) {
    for (const member of members) {
      const hello = await asking(`${member.direct}&serverSelectionTimeoutMS=1000`, (client) =>
        client.db('admin').command({ hello: 1 }),
      ).catch(() => null);
      if (hello?.['isWritablePrimary']) return member;
    }
  }
}
