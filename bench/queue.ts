import { Agent } from 'node:http';
import { type Answered, ask } from './ask.ts';
import { median, at as share } from './numbers.ts';
import { seedQueue } from './queue-seed.ts';
import { addressAt } from './queue-texts.ts';
import { type BenchService, inFolder, startBuilt } from './service.ts';

export interface QueueFigure {
  readonly what: string;
  readonly found: string;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly most: number;
}

interface Asked {
  readonly what: string;
  readonly query: Readonly<Record<string, string>>;
  readonly most?: number;
}

/** So large a search must be answered, or refused, within this. */
const hostileMs = 200;
const barMs = 100;

const searches: Readonly<Record<string, string>> = {
  'a word in half of all': 'which',
  'one in every 600th': 'mid77',
  'one in five of all': 'rare7919',
  'one in none': 'nowhere',
  'three frequent words': 'which one they',
  'two frequent words that share no comment': 'evenly oddly',
  'a frequent and a rare word': 'which rare7919',
  'a frequent word and one in none': 'which nowhere',
  'twenty frequent words': 'the of and to in is that for it as was with be by on not he his but at',
  'a name': 'author:Reader',
  'one name': 'reader 123',
  'an email': 'email:reader123@mail23.example',
  'an address': `ip:${addressAt(123_453)}`,
  'the beginning of an address, one part': 'ip:1',
  'the beginning of an address, two parts': 'ip:77.1',
  'the beginning of an address, three parts': `ip:${addressAt(123_453).split('.').slice(0, 3).join('.')}.`,
  'the beginning of an address, IPv6': 'ip:2001:db8:',
  'an address of nobody': 'ip:10.10.10.10',
  'a domain': 'domain:host4.example',
  'a frequent domain': 'domain:mail23.example',
  'a page': 'page:https://blog.example/article-77',
  'a page and a frequent word': 'page:https://blog.example/article-77 which',
  Japanese: '図書館',
  Chinese: '图书馆',
  Arabic: 'المكتبة',
  Russian: 'библиотеке',
  Thai: 'บทความ',
  'an emoji': '🎉',
};

const hostile: Readonly<Record<string, string>> = {
  quotes: '" "" \'"\' "the',
  stars: '* the* *the "*',
  NEAR: 'NEAR(the of, 5) AND OR NOT',
  columns: 'terms:the {terms}:of - ^the',
  $where: '$where {"$gt":""} $regex .*',
  'ip of everybody': 'ip:. ip:: ip:1 ip:2 ip:0',
  'ip, twenty beginnings': Array.from({ length: 20 }, (_, at) => `ip:${at}`).join(' '),
  'ten thousand characters': 'evenly oddly '.repeat(769),
  'ten thousand of one': 'x'.repeat(9_999),
  'ten thousand quotes': '"'.repeat(9_999),
  'eleven thousand': 'the '.repeat(2_750),
};

const statuses = ['pending', 'approved'] as const;

function everything(): readonly Asked[] {
  const searched = (what: string, q: string, most: number) =>
    statuses.map((status) => ({ what: `${what}, ${status}`, query: { status, q }, most }));
  return [
    ...statuses.map((status) => ({ what: `first page, ${status}`, query: { status } })),
    { what: 'first page, by type', query: { status: 'pending', type: 'comment' } },
    ...Object.entries(searches).flatMap(([what, q]) => searched(what, q, barMs)),
    ...Object.entries(hostile).flatMap(([what, q]) => searched(`hostile: ${what}`, q, hostileMs)),
  ];
}

type Asking = Pick<BenchService, 'url' | 'token'>;

interface Client {
  readonly service: Asking;
  readonly agent: Agent;
}

/** The queue of a site with so many comments, every tenth of which waits: its first page, searches, and decisions on 500. */
export function measureQueue(size = 1_000_000): Promise<readonly QueueFigure[]> {
  return inFolder((folder) => {
    seedQueue(folder, size);
    return measureSeeded(folder);
  });
}

/** The same of a folder that was seeded before. */
export async function measureSeeded(folder: string, { rounds = 20, decisions = 20 } = {}): Promise<readonly QueueFigure[]> {
  const service = await startBuilt(folder);
  try {
    return await measureAt(service, { rounds, decisions });
  } finally {
    await service.stop();
  }
}

/** The same of a service that runs. */
export async function measureAt(
  service: Asking,
  { rounds, decisions }: { readonly rounds: number; readonly decisions: number },
): Promise<readonly QueueFigure[]> {
  const client = { service, agent: new Agent({ keepAlive: true, maxSockets: 1 }) };
  try {
    const figures: QueueFigure[] = [];
    for (const asked of everything()) figures.push(await measured(client, asked, rounds));
    return [...figures, ...(await measureDecisions(client, decisions))];
  } finally {
    client.agent.destroy();
  }
}

async function measured(client: Client, { what, query, most = barMs }: Asked, rounds: number): Promise<QueueFigure> {
  const times: number[] = [];
  let found = '';
  for (let round = -1; round < rounds; round += 1) {
    const { status, took, body } = await list(client, query);
    if (status !== 200 && status !== 400) throw new Error(`${what}: ${status}`);
    if (round >= 0) times.push(took);
    found = status === 400 ? 'refused' : `${(JSON.parse(String(body)) as { comments: unknown[] }).comments.length} found`;
  }
  return { what, found, p50: median(times), p95: share(times, 0.95), most };
}

function list({ service, agent }: Client, query: Readonly<Record<string, string>>): Promise<Answered> {
  const address = `${service.url}/api/v1/moderation/comments?${new URLSearchParams({ site: 'blog', ...query })}`;
  return ask(address, { agent, token: service.token });
}

/** Each on the 500 newest that wait, and half of them taken back. */
async function measureDecisions(client: Client, decisions: number): Promise<readonly QueueFigure[]> {
  const { service, agent } = client;
  const times = { decide: [] as number[], undo: [] as number[] };
  const decide = (path: string, json: unknown) =>
    ask(`${service.url}/api/v1/moderation/${path}`, { agent, method: 'POST', token: service.token, json });
  for (let round = 0; round < decisions; round += 1) {
    const ids = await newestPending(client, 500);
    const to = (['approved', 'spam', 'trash'] as const)[round % 3];
    const decided = await decide('decisions', { ids, to });
    const { changed, undo } = JSON.parse(String(decided.body)) as { changed: number; undo: string };
    if (changed !== 500) throw new Error(`${changed} of 500 were changed`);
    times.decide.push(decided.took);
    if (round % 2 === 0) times.undo.push((await decide('undo', { id: undo })).took);
  }
  return (['decide', 'undo'] as const).map((what) => ({
    what: what === 'decide' ? 'a decision on 500' : 'its undoing',
    found: 'one entry',
    p50: median(times[what]),
    p95: share(times[what], 0.95),
    most: 300,
  }));
}

async function newestPending(client: Client, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; ids.length < count && cursor !== null; ) {
    const { body }: Answered = await list(client, { limit: '100', ...(cursor !== '' && { cursor }) });
    const page = JSON.parse(String(body)) as { comments: { id: string }[]; next: string | null };
    ids.push(...page.comments.map(({ id }) => id));
    cursor = page.next;
  }
  return ids;
}
