/** What a reader takes for Latin letters: Cyrillic, Greek, small capitals and others that NFKC leaves alone. */
const lookAlikes: Readonly<Record<string, string>> = {
  ...pairs('асеорхуіјѕԁԛԝһӏɡ', 'aceopxyijsdqwhlg'),
  ...pairs('вкмнтзб', 'bkmht36'),
  ...pairs('αβεικνορτυχγω', 'abeiknoptuxyw'),
  ...pairs('ᴀʙᴄᴅᴇғɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnopqrstuvwyz'),
  ...pairs('ıȷøłđħŧɑɩυνɴʀɪ', 'ijoldhtaiuvnri'),
  ...{ ß: 'ss', æ: 'ae', œ: 'oe' },
};

function pairs(from: string, to: string): Record<string, string> {
  const letters = [...to];
  return Object.fromEntries([...from].map((letter, at) => [letter, letters[at] ?? letter]));
}

/** Letters in squares, circles and flags: first code point and the letter it shows, 26 in a row. */
const styledRanges = [0x1f130, 0x1f150, 0x1f170, 0x1f1e6] as const;

interface Folded {
  readonly text: string;
  /** A Latin letter or digit in a dress that no keyboard types. */
  readonly isStyled: boolean;
}

const known = new Map<string, Folded>();
const mostKnown = 20_000;

/** One character as its plain letters: NFKC, lower case, without marks, look-alikes to Latin. */
export function foldCharacter(character: string): Folded {
  const before = known.get(character);
  if (before) return before;
  if (known.size >= mostKnown) known.clear();
  const folded = foldAnew(character);
  known.set(character, folded);
  return folded;
}

function foldAnew(character: string): Folded {
  const code = character.codePointAt(0) ?? 0;
  const first = styledRanges.find((start) => code >= start && code < start + 26);
  if (first !== undefined) return { text: String.fromCharCode(97 + code - first), isStyled: true };
  const plain = character.normalize('NFKC').toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const text = [...plain].map((letter) => lookAlikes[letter] ?? letter).join('');
  const isStyled = /^[a-z0-9]+$/.test(text) && !/[a-z0-9\p{M}]/iu.test(character.normalize('NFD')) && isDress(character);
  return { text, isStyled };
}

/** Not merely a letter of another alphabet that looks like ours. */
function isDress(character: string): boolean {
  return character.normalize('NFKC') !== character || /[ᴀ-ᴢꜰ-ꜱʀɪɢʜʟɴʏʙɢ]/u.test(character);
}

const letterDigits: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};

/** A word as its plain letters: folded, digits between letters read as letters, and no letter more than twice in a row. */
export function foldWord(word: string): string {
  const folded = foldText(word);
  const spelt = hasDigits.test(folded)
    ? folded.replace(/(?<=[a-z])[013457@$](?=[a-z])/g, (digit) => letterDigits[digit] ?? digit)
    : folded;
  return hasRun(spelt) ? spelt.replace(/(.)\1{2,}/gsu, '$1$1') : spelt;
}

const hasDigits = /[0-9@$]/;

function hasRun(word: string): boolean {
  for (let at = 2; at < word.length; at += 1) {
    const unit = word.charCodeAt(at);
    if (unit === word.charCodeAt(at - 1) && unit === word.charCodeAt(at - 2)) return true;
  }
  return false;
}

const isPlain = /^[\n -~]*$/;

/** A text as its plain letters, its spaces and punctuation kept. */
export function foldText(text: string): string {
  if (isPlain.test(text)) return text.toLowerCase();
  let folded = '';
  for (const character of text) folded += foldCharacter(character).text;
  return folded;
}

/** How many characters of a text are styled letters. */
export function countStyled(text: string): number {
  if (isPlain.test(text)) return 0;
  let count = 0;
  for (const character of text) if (character > '\u007f' && foldCharacter(character).isStyled) count += 1;
  return count;
}

/** Whether a word mixes Latin letters with those of an alphabet that looks like it. */
export function isMixed(word: string): boolean {
  return /[a-z]/i.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word);
}
