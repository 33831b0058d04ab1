const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLetters = 10;

/** The lowest id that an entry made at that time may have: ULIDs begin with their time. */
export function placeAt(time: number): string {
  const digits = Array.from({ length: timeLetters }, (_, at) => Math.floor(time / 32 ** (timeLetters - 1 - at)) % 32);
  return digits.map((digit) => letters[digit]).join('') + '0'.repeat(16);
}

/** When what has this ULID was made, in milliseconds since 1970. */
export function timeOf(id: string): number {
  return [...id.slice(0, timeLetters)].reduce((time, letter) => time * 32 + letters.indexOf(letter), 0);
}
