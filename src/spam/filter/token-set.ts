const marks = new Uint8Array(65_536);

/** Hashes of one kind of tokens, cut to 16 bits, each once, at most so many. One at a time is being collected. */
export class TokenSet {
  readonly #most: number;
  readonly #found: number[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(hash: number): void {
    const token = hash & 0xffff;
    if (marks[token] === 1 || this.#found.length >= this.#most) return;
    marks[token] = 1;
    this.#found.push(token);
  }

  /** Ends the collection, so that another may begin. */
  taken(): Uint16Array {
    for (const token of this.#found) marks[token] = 0;
    return Uint16Array.from(this.#found);
  }
}
