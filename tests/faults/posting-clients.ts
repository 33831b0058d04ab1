/** Where the clients post now; null while nobody is there. */
export type Target = () => string | null;

export interface Unexpected {
  readonly status: number;
  readonly body: string;
}

/** Clients that post without pause, each from an address of its own, and keep asking with the same key until they are answered. */
export interface PostingClients {
  /** Idempotency-Key to the id of the comment that was acknowledged under it. */
  readonly acknowledged: ReadonlyMap<string, string>;
  /** Answers that are neither a comment nor a plea to come back later. */
  readonly unexpected: readonly Unexpected[];
  /** How often a request ended without any answer, or with 503. */
  readonly unanswered: () => number;
  /** Resolves when that many more have been acknowledged. */
  more(count: number): Promise<void>;
  /** Lets each client finish what it has begun, which takes a running service. */
  stop(): Promise<void>;
}

interface State {
  readonly target: Target;
  readonly acknowledged: Map<string, string>;
  readonly unexpected: Unexpected[];
  unanswered: number;
  isStopping: boolean;
  onAcknowledged: () => void;
}

export function startPosting(target: Target, clients: number): PostingClients {
  const state: State = {
    target,
    acknowledged: new Map(),
    unexpected: [],
    unanswered: 0,
    isStopping: false,
    onAcknowledged: () => {},
  };
  const running = Array.from({ length: clients }, (_, nth) => client(state, nth));
  return {
    acknowledged: state.acknowledged,
    unexpected: state.unexpected,
    unanswered: () => state.unanswered,
    more: (count) =>
      new Promise((resolve) => {
        const until = state.acknowledged.size + count;
        state.onAcknowledged = () => {
          if (state.acknowledged.size >= until) resolve();
        };
      }),
    stop: async () => {
      state.isStopping = true;
      await Promise.all(running);
    },
  };
}

async function client(state: State, nth: number): Promise<void> {
  for (let count = 0; !state.isStopping; count += 1)
    await postUntilAnswered(state, { nth, key: `client-${nth}-comment-${count}` });
}

async function postUntilAnswered(state: State, post: { readonly nth: number; readonly key: string }): Promise<void> {
  for (;;) {
    const url = state.target();
    const answer = url === null ? null : await send(url, post).catch(() => null);
    if (answer !== null && answer.status !== 503) {
      note(state, post.key, answer);
      return;
    }
    state.unanswered += 1;
    await pause();
  }
}

/** Lets others run; the far side may be away for seconds. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

async function send(url: string, { nth, key }: { readonly nth: number; readonly key: string }) {
  const response = await fetch(`${url}/api/v1/comments`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
      'X-Forwarded-For': `10.${count(key) & 255}.${nth >> 8}.${nth & 255}`,
    },
    body: JSON.stringify({
      site: 'blog',
      url: `https://blog.example/under-load/${nth % 5}`,
      name: `Reader ${nth}`,
      email: `reader${nth}@example.org`,
      text: `What ${key} has to say.`,
    }),
  });
  return { status: response.status, body: await response.text() };
}

/** One address may post 30 a minute: a client moves on after each few. */
const count = (key: string): number => Math.floor(Number(/\d+$/.exec(key)?.[0] ?? 0) / 20);

function note(state: State, key: string, { status, body }: Unexpected): void {
  if (status === 201 || status === 202) {
    state.acknowledged.set(key, (JSON.parse(body) as { comment: { id: string } }).comment.id);
    state.onAcknowledged();
  } else {
    state.unexpected.push({ status, body });
  }
}
