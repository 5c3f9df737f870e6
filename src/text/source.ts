/** One text that was handed in: a file, standard input, or an editor's buffer. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Half-open range of UTF-16 code units, counted from 0. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A range in a named file. */
export interface Location extends Range {
  readonly file: string;
}
