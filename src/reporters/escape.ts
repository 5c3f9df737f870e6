/* Control and formatting characters: a terminal obeys them, an editor hides them, XML refuses some. Joiners stay, as scripts and emoji need them. */
const hidden = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Shows characters that cannot be seen as escapes, such as `\x1b`, so that no text of a file acts on a terminal. */
export function visible(text: string): string {
  return text.replace(hidden, (character) => named[character] ?? escapeOf(Number(character.codePointAt(0))));
}

function escapeOf(code: number): string {
  const digits = code.toString(16);
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}
