import { isPlain } from './width.ts';

/* Control and formatting characters: a terminal obeys them, an editor hides them, XML refuses some. Joiners stay, as scripts and emoji need them. */
const hidden = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Shows characters that cannot be seen as escapes, such as `\x1b`, so that no text of a file acts on a terminal. */
export function visible(text: string): string {
  if (isPlain(text)) return text;
  return text.replace(hidden, (character) => named[character] ?? escapeOf(Number(character.codePointAt(0))));
}

/** JSON of the same meaning, without characters that act on a terminal. */
export function visibleJson(json: string): string {
  return json.replace(hidden, (character) =>
    character === '\n'
      ? character
      : character
          .split('')
          .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
          .join(''),
  );
}

function escapeOf(code: number): string {
  // A byte that is not UTF-8 was read as half of a surrogate pair.
  if (code >= 0xdc80 && code <= 0xdcff) return escapeOf(code - 0xdc00);
  const digits = code.toString(16);
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}
