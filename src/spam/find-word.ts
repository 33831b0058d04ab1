/** A word of a list and the index of the text that holds it. */
export interface FoundWord {
  readonly word: string;
  readonly textIndex: number;
}

/**
 * The first word of the list that is anywhere in these texts, inside other words too, whatever its case. 5,000 words against 65,000
 * characters cost some milliseconds, because the fragments of the texts rule out nearly every word without a search.
 */
export function findWord(words: readonly string[], texts: readonly string[]): FoundWord | null {
  if (words.length === 0) return null;
  const folded = texts.map(fold);
  const fragments = fragmentsOf(folded);
  for (const { word, sought } of soughtWords(words)) {
    if (!mayContain(fragments, sought)) continue;
    const textIndex = folded.findIndex((text) => text.includes(sought));
    if (textIndex >= 0) return { word, textIndex };
  }
  return null;
}

/**
 * Caseless and without styled letters. JavaScript has no case folding of its own; lower and then upper case comes to the same,
 * final sigma and sharp s included.
 */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().toUpperCase();
}

interface SoughtWord {
  readonly word: string;
  readonly sought: string;
}

/** Folded once per list: a list is the same object for as long as the settings are. */
const soughtByList = new WeakMap<readonly string[], readonly SoughtWord[]>();

function soughtWords(words: readonly string[]): readonly SoughtWord[] {
  const known = soughtByList.get(words) ?? words.map((word) => ({ word, sought: fold(word) }));
  soughtByList.set(words, known);
  return known;
}

/** Marks every three characters in a row that occur, by a hash: a mark may be another fragment's, a missing one is certain. */
function fragmentsOf(texts: readonly string[]): Uint8Array {
  const marks = new Uint8Array(65_536);
  for (const text of texts) {
    for (let at = 0; at + 3 <= text.length; at += 1) marks[hashAt(text, at)] = 1;
  }
  return marks;
}

function mayContain(marks: Uint8Array, word: string): boolean {
  for (let at = 0; at + 3 <= word.length; at += 1) {
    if (marks[hashAt(word, at)] === 0) return false;
  }
  return true;
}

function hashAt(text: string, at: number): number {
  return (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & 0xffff;
}
