const marks = /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]/u;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u;
const emoji = /\p{Emoji_Presentation}|\ufe0f/u;
let segmenter: Intl.Segmenter | undefined;

/** Whether a text is of printable ASCII, as nearly all are: each character is one cell that is shown as it is. */
export function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/u.test(text);
}

/** What a reader takes for one character, as a string each. */
export function graphemes(text: string): string[] {
  if (/^[\x20-\x7e\t]*$/u.test(text)) return text.split('');
  // To make one takes as long as to lint a file.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** How many columns of a terminal a text without control characters takes. */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  return graphemes(text).reduce((sum, grapheme) => sum + widthOfGrapheme(grapheme), 0);
}

function widthOfGrapheme(grapheme: string): number {
  if (emoji.test(grapheme)) return 2;
  let width = 0;
  for (const character of grapheme) width += marks.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

/**
 * Breaks a text at its spaces into lines of at most a width; what has no space to break at stays whole.
 * No line begins with `::`, which would be a command to the runner of GitHub Actions.
 */
export function wrap(text: string, width: number): string[] {
  if (widthOf(text) <= width) return [text];
  const [first = '', ...words] = text.split(/ (?!\s*::)/u);
  const lines = [first];
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`;
    if (widthOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
