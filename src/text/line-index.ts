/** Line and column from 1, in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets of one text into lines and columns; built once per text. */
export class LineIndex {
  readonly #starts: readonly number[];
  readonly #text: string;

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
    this.#text = text;
  }

  /** How many lines the text has; a final line break does not open another one. */
  get lineCount(): number {
    return this.#starts.length;
  }

  /** The position of an offset; offsets outside the text are clamped. A byte order mark has no column. */
  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#text.length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#start(middle) <= at) low = middle;
      else high = middle - 1;
    }
    const bom = low === 0 && this.#text.charCodeAt(0) === 0xfeff ? 1 : 0;
    return { line: low + 1, column: Math.max(1, at - this.#start(low) + 1 - bom) };
  }

  /** Where a line (from 1) begins, as an offset. */
  lineStart(line: number): number {
    return this.#start(Math.max(0, Math.min(line - 1, this.#starts.length - 1)));
  }

  /** A line (from 1) without its line break and without a byte order mark. */
  line(line: number): string {
    const start = this.lineStart(line);
    const end = line < this.#starts.length ? this.#start(line) - 1 : this.#text.length;
    return this.#text.slice(start, end).replace(/^\uFEFF|\r$/gu, '');
  }

  #start(index: number): number {
    return this.#starts[index] ?? 0;
  }
}
