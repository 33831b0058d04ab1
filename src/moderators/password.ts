import { scrypt, timingSafeEqual } from 'node:crypto';
import { refuse } from '../refusal.ts';
import { mostCharacters } from './password-strength.ts';

interface Cost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's advice for scrypt with 32 MB. */
const cost: Cost = { log2N: 15, r: 8, p: 3 };
const saltBytes = 16;
const keyBytes = 32;

/** A PHC string (`$scrypt$ln=15,r=8,p=3$SALT$KEY`) that carries its own salt and cost. */
export async function hashPassword(password: string, random: (size: number) => Buffer): Promise<string> {
  const salt = random(saltBytes);
  const key = await derive(password, { salt, cost });
  return `$scrypt$ln=${cost.log2N},r=${cost.r},p=${cost.p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

/**
 * Whether the password is the one hashed. Without a hash (nobody of that email, no password yet) it is not, but takes as long to say
 * so, so that the time does not tell who exists. `ahead`: before everybody who is not, and however many those are.
 * @throws Refusal `unavailable` when too many wait already
 */
export async function isPassword(password: string, hash: string | null, queueing: Queueing = 'behind'): Promise<boolean> {
  const stored = parse(hash);
  if (password.length > mostCharacters) return false;
  const key = await derive(password, { salt: stored?.salt ?? Buffer.alloc(saltBytes), cost: stored?.cost ?? cost }, queueing);
  return stored !== null && stored.key.length === key.length && timingSafeEqual(stored.key, key);
}

const pattern = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]+)\$([\w-]+)$/;

function parse(hash: string | null) {
  const [, log2N, r, p, salt, key] = pattern.exec(hash ?? '') ?? [];
  if (salt === undefined || key === undefined) return null;
  return {
    cost: { log2N: Number(log2N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  };
}

/** The same password typed on another keyboard may come as other code points (NIST SP 800-63B, 3.1.1.2). */
function normal(password: string): string {
  return password.normalize('NFKC');
}

/** Each takes 32 MB and a thread of the pool for a quarter of a second, which files and DNS need as well. */
const together = 2;
const waitAtMost = 30;
let running = 0;
const waiting: (() => void)[] = [];

/** A crowd of strangers must not keep out who is known here. */
type Queueing = 'ahead' | 'behind';

interface Derivation {
  readonly salt: Buffer;
  readonly cost: Cost;
}

async function derive(
  password: string,
  { salt, cost: { log2N, r, p } }: Derivation,
  queueing: Queueing = 'behind',
): Promise<Buffer> {
  await takeTurn(queueing);
  try {
    return await new Promise((resolve, reject) => {
      const options = { N: 2 ** log2N, r, p, maxmem: 64 * 1024 * 1024 };
      scrypt(normal(password), salt, keyBytes, options, (error, key) => (error ? reject(error) : resolve(key)));
    });
  } finally {
    endTurn();
  }
}

async function takeTurn(queueing: Queueing): Promise<void> {
  if (running >= together) {
    if (queueing === 'ahead') return new Promise((resolve) => waiting.unshift(resolve));
    if (waiting.length >= waitAtMost) refuse('unavailable', { retryAfter: 5 });
    return new Promise((resolve) => waiting.push(resolve));
  }
  running += 1;
}

/** Hands the turn to the next in line, so that `running` stays as it is. */
function endTurn(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}
