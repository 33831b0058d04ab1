import { refuseField } from '../refusal.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Person } from './person.ts';

export interface StrengthNeeds {
  readonly sites: Pick<SiteBook, 'all'>;
}

const fewestCharacters = 10;
export const mostCharacters = 256;

/** What a guesser who tries the likeliest first needs at least. Ten characters by chance come to 10^10, `summer2031!!` to 10^8.5. */
const log10Guesses = 9;
/** Of these the worst take 0.1 s, of 256 and thousands of words of their holder's several. More does not make a password weaker. */
const judgedCharacters = 64;
const mostOwnWords = 500;

/** What guessers try first is known from what leaked: with it the estimate takes 10 MB, and is loaded when somebody chooses a password. */
async function estimator() {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: judgedCharacters });
}

/** What is wrong with a password in words; null for one that is strong enough. `own`: what somebody who knows its holder would try. */
export async function weaknessOf(password: string, own: readonly string[]): Promise<string | null> {
  const plain = password.normalize('NFKC');
  if ([...plain].length < fewestCharacters) return `This has fewer than ${fewestCharacters} characters. ${advice}`;
  if (password.length > mostCharacters) return `This has more than ${mostCharacters} characters.`;
  const { guessesLog10, sequence } = (await estimator()).check(plain, own.flatMap(wordsIn).slice(0, mostOwnWords));
  if (guessesLog10 >= log10Guesses) return null;
  const parts = new Set(sequence.map(({ pattern, dictionaryName }) => named[dictionaryName] ?? named[pattern] ?? ''));
  parts.delete('');
  return `This is guessed early${parts.size > 0 ? `: it is made of ${[...parts].join(', and of ')}` : ''}. ${advice}`;
}

const advice = 'Three or four words that have nothing to do with each other or with you would do.';

/** In words, what the estimate found a part to be; the rest is what only trying all finds. */
const named: Readonly<Record<string, string>> = {
  userInputs: 'your own address or name, or a name of this place',
  dictionary: 'common passwords or words',
  spatial: 'keys that lie side by side',
  repeat: 'the same thing over and over',
  sequence: 'letters or digits in a row',
  regex: 'a year',
  date: 'a date',
};

/** `grace.hopper@example.org` is tried whole, in pieces, and without what stands between them. */
function wordsIn(text: string): readonly string[] {
  const bare = (part: string) => part.replace(/[^\p{L}\p{N}]+/gu, '');
  const halves = text.split('@');
  const words = [text, ...halves, ...halves.map(bare), ...text.split(/[@.]/).map(bare), ...text.split(/[^\p{L}\p{N}]+/u)];
  return words.filter((word) => word.length > 2);
}

/** @throws Refusal `invalid`, naming the field `password` */
export async function requireStrong(
  { sites }: StrengthNeeds,
  password: string,
  { email, name, sites: ids }: Pick<Person, 'email' | 'name' | 'sites'>,
): Promise<void> {
  const theirs = (await sites.all()).filter(({ id }) => ids.length === 0 || ids.includes(id));
  const places = theirs.flatMap((site) => [site.name, site.slug, ...site.hosts]);
  const weakness = await weaknessOf(password, [email, name ?? '', 'backtalk', ...places]);
  if (weakness !== null) refuseField('password', 'weak', weakness);
}
