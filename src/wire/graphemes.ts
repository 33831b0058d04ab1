const most = 16;

/** So many in a row of scripts and signs that may join to one grapheme cluster, and none of those that never do. */
const joining =
  /[^\s\p{P}\p{N}\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{17,}/gu;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Keeps what follows from joining what was cut. */
const zeroWidthSpace = '\u200b';

/**
 * The text without the rest of each grapheme cluster (UAX #29) that has more than 16 code points. No language needs them, and the longest
 * emoji has ten. A line breaks in no cluster, however wide one is where its font is missing, and marks upon marks cover the lines above.
 */
export function unstacked(text: string): string {
  return text.replace(joining, (run) => Array.from(graphemes.segment(run), ({ segment }) => cut(segment)).join(''));
}

function cut(cluster: string): string {
  const points = cluster.length > most ? [...cluster] : [];
  return points.length > most ? points.slice(0, most).join('') + zeroWidthSpace : cluster;
}
