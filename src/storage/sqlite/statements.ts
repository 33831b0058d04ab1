import type { Database, Statement } from 'better-sqlite3';

export type Row = Record<string, string | number | bigint | null>;
export type Value = string | number | bigint | null;

interface Prepared {
  readonly statement: Statement;
  readonly isNumbered: boolean;
}

/** Statements by their text, each prepared once. */
export function createStatements(file: Database) {
  const known = new Map<string, Prepared>();
  const prepared = (sql: string): Prepared => {
    const found = known.get(sql);
    if (found) return found;
    const made = { statement: file.prepare(sql), isNumbered: /\?\d/.test(sql) };
    known.set(sql, made);
    return made;
  };
  const change = (sql: string, values: readonly Value[]) => {
    const made = prepared(sql);
    return made.statement.run(...bound(made, values));
  };
  return {
    get(sql: string, ...values: Value[]): Row | undefined {
      const made = prepared(sql);
      return made.statement.get(...bound(made, values)) as Row | undefined;
    },
    all(sql: string, ...values: Value[]): Row[] {
      const made = prepared(sql);
      return made.statement.all(...bound(made, values)) as Row[];
    },
    /** Answers how many rows changed. */
    run: (sql: string, ...values: Value[]): number => change(sql, values).changes,
    /** Answers the new row's number. */
    insert: (sql: string, ...values: Value[]): number | bigint => change(sql, values).lastInsertRowid,
  };
}

/** The driver takes `?1` for a name. A statement numbers all of its parameters or none. */
function bound({ isNumbered }: Prepared, values: readonly Value[]): readonly (Value | Readonly<Record<string, Value>>)[] {
  return isNumbered ? [Object.fromEntries(values.map((value, at) => [at + 1, value]))] : values;
}
