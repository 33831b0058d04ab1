/** Runs of letters, numbers and their marks. Of pictures each is a word, without what only changes its look; a flag is two letters. */
const runs = /[\p{L}\p{N}\p{M}]+|\p{Extended_Pictographic}|\p{Regional_Indicator}{2}/gu;
const looks = /[\ufe0e\ufe0f\u20e3]/gu;
/** A text of ASCII needs none of the folding, and no other way comes to another result. */
const plain = /^[\0-\x7f]*$/;
const plainRuns = /[a-z0-9]+/g;
/** Scripts that put no space between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

/**
 * The words of a text as the search compares them: NFKC, case folded, without accents, so that `muller` finds `Müller` and full-width
 * letters are letters. A run of a script without spaces becomes its pairs of neighbours, which finds any part of it.
 */
export function wordsOf(text: string): string[] {
  if (plain.test(text)) return text.toLowerCase().match(plainRuns) ?? [];
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic})\p{M}+/gu, '')
    .normalize('NFC')
    .replace(looks, '');
  return (folded.match(runs) ?? []).flatMap(partsOf);
}

function partsOf(run: string): string[] {
  const spaced = run.split(unspaced).filter((part) => part !== '');
  return [...spaced, ...(run.match(unspaced) ?? []).flatMap(pairsOf)];
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}
