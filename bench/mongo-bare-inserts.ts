/** Inserts a second of the bare driver, `w: majority, j: true`, of documents of a comment's size: `mongo-bare-inserts.ts URL CLIENTS SECONDS`. */
import { mongo } from 'mongoose';

const [url = '', clients = '50', seconds = '3'] = process.argv.slice(2);
const client = new mongo.MongoClient(url, { writeConcern: { w: 'majority', journal: true } });
const rows = client.db('bare').collection('comments');
const text = 'What one says below an article, about as long as most people make it. '.repeat(2);
await rows.insertOne({ text });
let inserted = 0;
const began = performance.now();
const until = began + Number(seconds) * 1_000;
await Promise.all(
  Array.from({ length: Number(clients) }, async () => {
    for (; performance.now() < until; inserted += 1)
      await rows.insertOne({ name: `name ${inserted}`, email: `${inserted}@example.org`, text, html: `<p>${text}</p>` });
  }),
);
console.log(JSON.stringify({ perSecond: inserted / ((performance.now() - began) / 1_000) }));
await client.db('bare').dropDatabase();
await client.close();
