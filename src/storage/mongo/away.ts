import { setTimeout } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { StoreAway } from '../store.ts';

/** The server is not the one to ask now, is going down, waits for others, or has no disk left. */
const awayCodes = new Set([
  6, 7, 50, 64, 89, 91, 100, 112, 133, 134, 189, 202, 262, 317, 358, 402, 9001, 10058, 10107, 11600, 11602, 13388, 13435, 13436,
  14031, 16500, 39,
]);

/** Whether the server did not answer, or answered that it cannot now. */
export function isAway(error: unknown): boolean {
  if (error instanceof mongo.MongoNetworkError || error instanceof mongo.MongoServerSelectionError) return true;
  if (error instanceof mongo.MongoNotConnectedError || error instanceof mongo.MongoTopologyClosedError) return true;
  if (error instanceof mongo.MongoClientClosedError || error instanceof mongo.MongoExpiredSessionError) return true;
  if (error instanceof mongo.MongoWriteConcernError) return true;
  if (error instanceof mongo.MongoBulkWriteError && error.result.getWriteConcernError()) return true;
  // A bulk wraps what broke it, without its class, code or labels.
  if (error instanceof mongo.MongoBulkWriteError && isAway(error.errorResponse)) return true;
  if (!(error instanceof mongo.MongoError)) return false;
  // A pool that was cleared or closed under us has classes of its own, which the package does not hand out.
  if (/^Mongo(Pool|WaitQueue|ConnectionPool)\w*Error$/.test(error.name)) return true;
  return awayCodes.has(Number(error.code)) || error.hasErrorLabel('RetryableWriteError');
}

export function isDuplicate(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === duplicateKey;
}

export const duplicateKey = 11_000;

const pausesMs = [20, 100, 300, 800, 1_500];

/**
 * Does it again when nobody knows whether it was done: the driver retries only the first of the writes in flight on a broken
 * connection. `act` must do nothing twice; it is told which try this is.
 */
export async function steadily<T>(act: (again: boolean) => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await act(tries > 0);
    } catch (error) {
      const pause = pausesMs[tries];
      // Who waited in vain for a server to choose has been patient already; a closed client opens no more.
      if (!isAway(error) || pause === undefined || error instanceof mongo.MongoServerSelectionError || isClosed(error))
        throw error;
      await setTimeout(pause);
    }
  }
}

function isClosed(error: unknown): boolean {
  return (
    error instanceof mongo.MongoNotConnectedError ||
    error instanceof mongo.MongoTopologyClosedError ||
    error instanceof mongo.MongoClientClosedError
  );
}

export function asStoreAway(error: unknown): unknown {
  return isAway(error) ? new StoreAway(error instanceof Error ? `${error.name}: ${error.message}` : String(error)) : error;
}

/** The same part, with the server's absence told as StoreAway. */
export function guarded<T extends object>(part: T): T {
  const methods = Object.entries<(...args: unknown[]) => unknown>(part as never).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      try {
        return await method(...args);
      } catch (error) {
        throw asStoreAway(error);
      }
    },
  ]);
  return Object.fromEntries(methods) as T;
}
