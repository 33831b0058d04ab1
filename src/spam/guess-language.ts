/** Words that hardly a sentence does without, and that the other languages do not have. */
const telling: Readonly<Record<string, string>> = {
  en: 'the and is this that you with for have are was it of to my your not what',
  de: 'der die das und ist nicht ich ein eine mit für auf auch wie aber sich wir habe',
  fr: 'le les des est une dans pour que qui pas vous je avec sur ce cette nous très',
  es: 'el los las una es por que para con muy gracias pero como más esto está lo',
  it: 'il che di non per una sono con questo molto grazie anche come più della ho',
  pt: 'não uma para com muito que você obrigado mais como isso está são dos',
  nl: 'het een van niet voor ook maar dat zijn met deze heel wat wij',
  pl: 'nie się jest na że jak ale dla tak czy już bardzo przez',
  tr: 'bir ve bu için çok ama değil gibi daha ile ben var',
  id: 'yang dan di ini itu untuk dengan tidak ada saya bisa juga banget nya aku',
  sv: 'och att det som är inte för med jag på till den har',
};

const scripts: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
];

const languagesOf = new Map<string, string[]>();
for (const [language, words] of Object.entries(telling)) {
  for (const word of words.split(' ')) languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);
}

const leastHits = 3;

/** The language a text seems to be in, as a two-letter code; null where it says too little. */
export function guessLanguage(text: string): string | null {
  const beginning = text.slice(0, 2_000);
  const letters = beginning.match(/\p{L}/gu)?.length ?? 0;
  if (!/[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(beginning)) return byWords(beginning);
  const script = scripts.find(([, letter]) => (beginning.match(letter)?.length ?? 0) > Math.max(8, letters * 0.3));
  return script ? script[0] : byWords(beginning);
}

function byWords(text: string): string | null {
  const hits = new Map<string, number>();
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    for (const language of languagesOf.get(word) ?? []) hits.set(language, (hits.get(language) ?? 0) + 1);
  }
  const [first, second] = [...hits].sort(([, a], [, b]) => b - a);
  if (!first || first[1] < leastHits || first[1] < 2 * (second?.[1] ?? 0)) return null;
  return first[0];
}
