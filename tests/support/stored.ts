import Database from 'better-sqlite3';
import { asking } from './mongod.ts';
import type { Running } from './running.ts';

type Stored = Readonly<Record<string, readonly string[]>>;

/**
 * Everything the store holds, by table or collection, as texts: two of them are equal when nothing was stored in between. What the
 * rate limits count is left out.
 */
export async function storedIn({ service }: Pick<Running, 'service'>): Promise<Stored> {
  const { database } = service.config;
  return database.kind === 'sqlite' ? rowsIn(database.path) : documentsIn(database.url);
}

function rowsIn(path: string): Stored {
  const db = new Database(path, { readonly: true });
  try {
    const names = db
      .prepare<[], { readonly name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%' ORDER BY name",
      )
      .all();
    return Object.fromEntries(names.map(({ name }) => [name, db.prepare(`SELECT * FROM "${name}"`).all().map(asText).sort()]));
  } finally {
    db.close();
  }
}

/** By which the store knows what it has brought home; it is tidied a moment after the answer. */
const bookkeeping = { outbox: 0, pending: 0, applied: 0, forgot: 0 } as const;

function documentsIn(url: string): Promise<Stored> {
  return asking(url, async (client) => {
    const names = (await client.db().listCollections({}, { nameOnly: true }).toArray())
      .map(({ name }) => name)
      .filter((name) => name !== 'limits')
      .sort();
    const read = async (name: string) => {
      // There `pending` is how many comments wait.
      const projection = name === 'tallies' ? { applied: 0, forgot: 0 } : bookkeeping;
      return [name, (await client.db().collection(name).find({}, { projection }).toArray()).map(asText).sort()] as const;
    };
    return Object.fromEntries(await Promise.all(names.map(read)));
  });
}

function asText(row: unknown): string {
  return JSON.stringify(row);
}
