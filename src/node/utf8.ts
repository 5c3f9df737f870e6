import { isUtf8 } from 'node:buffer';

/*
 * Texts and names of files are bytes that need not be UTF-8. Each byte that is not becomes half of a surrogate pair, U+DC80 to
 * U+DCFF, as in Python (PEP 383): nothing is lost on the way there and back, and whoever reads YAML refuses the character.
 */

/** The text that bytes stand for, with a byte order mark if they have one. */
export function decode(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  // The sign for an error may also be what is written.
  if (!text.includes('\ufffd') || isUtf8(bytes)) return text;
  const parts: string[] = [];
  let done = 0;
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (length === 1 || isUtf8(bytes.subarray(at, at + length))) {
      at += length;
      continue;
    }
    parts.push(bytes.toString('utf8', done, at), String.fromCharCode(0xdc00 + first));
    done = at += 1;
  }
  return parts.join('') + bytes.toString('utf8', done);
}

/** The bytes that a text was read from. */
export function encode(text: string): Buffer {
  const parts = text.split(/([\udc80-\udcff])/u);
  return Buffer.concat(
    parts.map((part, index) => (index % 2 === 0 ? Buffer.from(part) : Buffer.from([part.charCodeAt(0) - 0xdc00]))),
  );
}

/** A path as the file system takes it. */
export function onDisk(path: string): string | Buffer {
  return /[\udc80-\udcff]/u.test(path) ? encode(path) : path;
}

/** Whether bytes hold a text of ASCII characters in UTF-16, of either order. */
export function holdUtf16(bytes: Buffer, text: string): boolean {
  return bytes.includes(text.split('').join('\0'));
}
