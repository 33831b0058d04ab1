const words =
  'the of and to in is that for it as was with be by on not he his but at are this have from or had an they which one'.split(' ');

/** 25 words, as unlike each other as words are; always the same for the same number. */
export function textOf(seed: number): string {
  const next = numbers(seed + 1);
  return Array.from({ length: 25 }, () => words[next() % words.length]).join(' ');
}

/** Numerical Recipes' generator: chance that repeats. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 3;
  };
}
