/** Durable inserts a second of better-sqlite3 alone, one row of a comment's size a transaction: `bare-inserts.ts SECONDS`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'better-sqlite3';

const folder = mkdtempSync(join(tmpdir(), 'backtalk-bare-'));
const file = new Driver(join(folder, 'bare.db'));
file.pragma('journal_mode = WAL');
file.pragma('synchronous = FULL');
file.exec('CREATE TABLE comments (id TEXT PRIMARY KEY, name TEXT, email TEXT, text TEXT, html TEXT)');
const insert = file.prepare('INSERT INTO comments VALUES (?, ?, ?, ?, ?)');
const text = 'What one says below an article, about as long as most people make it. '.repeat(2);
const until = performance.now() + Number(process.argv[2] ?? 3) * 1_000;
const began = performance.now();
let rows = 0;
for (; performance.now() < until; rows += 1)
  insert.run(`id${rows}`, `name ${rows}`, `${rows}@example.org`, text, `<p>${text}</p>`);
console.log(JSON.stringify({ perSecond: rows / ((performance.now() - began) / 1_000) }));
file.close();
rmSync(folder, { recursive: true });
