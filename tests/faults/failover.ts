import { type CuttingProxy, cuttingProxy } from '../support/cutting-proxy.ts';
import { asking, databaseAt, initiate, type Mongod, startMongod } from '../support/mongod.ts';
import type { ServiceProcess } from '../support/service-process.ts';
import { inTurn, withBlog, within } from '../support/two-processes.ts';
import { type MongoReckoning, reckonMongo } from './mongo-reckoning.ts';
import { startPosting } from './posting-clients.ts';

export const waysToLoseAPrimary = ['step-down', 'kill', 'not-primary', 'cut-before', 'cut-after'] as const;
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
  const members = await Promise.all([1, 2, 3].map(startMember));
  const services: ServiceProcess[] = [];
  try {
    const ports = members.map(({ proxy }) => proxy.port);
    const database = databaseAt(
      await initiate(
        members.map(({ mongod }) => mongod),
        { ports },
      ),
      'failover',
    );
    const processes = await withBlog(database);
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
    for (const { proxy } of members) proxy.close();
    await Promise.all(members.map(({ mongod }) => mongod.discard()));
  }
}

/** A member, and the way on which everybody reaches it. */
interface Member {
  readonly mongod: Mongod;
  readonly proxy: CuttingProxy;
}

async function startMember(): Promise<Member> {
  const mongod = await startMongod({ set: 'rs0' });
  return { mongod, proxy: await cuttingProxy(mongod.port) };
}

/** So many connections are cut, or commands refused: of the 50 that each process may have, some are in use. */
const times = 30;
const commands = ['insert', 'update', 'findAndModify', 'delete'];

async function losePrimary(members: readonly Member[], way: WayToLoseAPrimary): Promise<() => Promise<void>> {
  const { mongod, proxy } = await primaryOf(members);
  const admin = (command: object) => asking(mongod.direct, (client) => client.db('admin').command(command as { ping: 1 }));
  switch (way) {
    case 'kill':
      await mongod.stop('SIGKILL');
      return () => mongod.restart();
    case 'step-down':
      await admin({ replSetStepDown: 20, secondaryCatchUpPeriodSecs: 5 }).catch(() => undefined);
      break;
    case 'not-primary': {
      const failing = { failCommands: commands, errorCode: 10_107, closeConnection: false };
      await admin({ configureFailPoint: 'failCommand', mode: { times }, data: failing });
      break;
    }
    default: {
      const before = proxy.cuts();
      proxy.cut(way === 'cut-before' ? 'before' : 'after', commands, times);
      return async () => {
        await within(
          10_000,
          async () => proxy.cuts(),
          (cuts) => cuts >= before + times,
        );
      };
    }
  }
  return async () => undefined;
}

async function primaryOf(members: readonly Member[]): Promise<Member> {
  for (;;) {
    for (const member of members) {
      const hello = await asking(`${member.mongod.direct}&serverSelectionTimeoutMS=1000`, (client) =>
        client.db('admin').command({ hello: 1 }),
      ).catch(() => null);
      if (hello?.['isWritablePrimary']) return member;
    }
  }
}
