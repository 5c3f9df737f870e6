/** Marks a text. */
export type Paint = (text: string) => string;

/** How the parts of a report look on a terminal. */
export interface Colors {
  readonly error: Paint;
  readonly warning: Paint;
  readonly info: Paint;
  readonly good: Paint;
  readonly strong: Paint;
  readonly faint: Paint;
  readonly added: Paint;
  readonly removed: Paint;
  /** Line numbers and the lines of frames. */
  readonly frame: Paint;
}

/** Paints that mark text with the terminal's own sixteen colours, or leave it as it is. */
export function colors(on: boolean): Colors {
  const paint =
    (open: string, close: string): Paint =>
    (text) =>
      on && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    error: paint('1;31', '22;39'),
    warning: paint('1;33', '22;39'),
    info: paint('1;36', '22;39'),
    good: paint('1;32', '22;39'),
    strong: paint('1', '22'),
    faint: paint('2', '22'),
    added: paint('32', '39'),
    removed: paint('31', '39'),
    frame: paint('94', '39'),
  };
}
