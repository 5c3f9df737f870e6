/* Base64 as Secrets hold it. Neither the language nor every host has a decoder for it. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const digits: ReadonlyMap<string, number> = new Map([...alphabet].map((digit, index) => [digit, index]));

/** The bytes of a text in base64, in which line breaks do not count; nothing if it is none. */
export function decodeBase64(text: string): readonly number[] | undefined {
  const own = text.replace(/[\r\n]/gu, '');
  const body = own.replace(/={1,2}$/u, '');
  if (own.length % 4 !== 0 || own.length - body.length > 2 || !/^[A-Za-z0-9+/]*$/u.test(body)) return undefined;
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const digit of body) {
    held = ((held << 6) | (digits.get(digit) ?? 0)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return bytes;
}

/** Bytes in base64. */
export function encodeBase64(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3);
    text += digitAt(a >> 2) + digitAt(((a & 3) << 4) | ((b ?? 0) >> 4));
    text += b === undefined ? '=' : digitAt(((b & 15) << 2) | ((c ?? 0) >> 6));
    text += c === undefined ? '=' : digitAt(c & 63);
  }
  return text;
}

function digitAt(index: number): string {
  return alphabet.charAt(index);
}

/** The text that bytes are in UTF-8; nothing if they are none. */
export function decodeUtf8(bytes: readonly number[]): string | undefined {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return undefined;
  }
}
