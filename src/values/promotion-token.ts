import { membersOf, parseJson } from './go-json.ts';

/* The token with which a demoted cluster hands over: base64 of a JSON object that tells where its WAL ends. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** In the order in which the operator asks for them. */
const members = [
  'latestCheckpointTimelineID',
  'redoWalFile',
  'databaseSystemIdentifier',
  'latestCheckpointREDOLocation',
  'timeOfLatestCheckpoint',
  'operatorVersion',
];

/** What is wrong with a promotion token: a clause, nothing for a good one. What its members say is not looked at. */
export function promotionTokenFault(token: string): string | undefined {
  // Line breaks are ignored, wherever they stand.
  const base64 = token.replaceAll(/[\r\n]/gu, '');
  const alien = /[^A-Za-z0-9+/=]/u.exec(base64)?.[0];
  if (alien !== undefined) return `it is not base64, which has no "${alien}"`;
  if (!/^[^=]*={0,2}$/u.test(base64)) return 'it is not base64, which has "=" at its end alone';
  if (base64.length % 4 !== 0) return 'it is cut off or not base64, since its length is no multiple of 4';

  const json = parseJson(decode(base64));
  if (!json) return 'what it encodes is not JSON';
  const { value } = json;
  if (value !== null && (typeof value !== 'object' || Array.isArray(value)))
    return 'what it encodes is not a JSON object';
  const found = members.map((name) => ({ name, texts: membersOf(value ?? {}, name) }));
  const wrong = found.find(({ texts }) => texts.some((text) => typeof text !== 'string'));
  if (wrong) return `its member "${wrong.name}" is not a text`;
  const missing = found.find(({ texts }) => (texts.at(-1) ?? '') === '');
  return missing && `it lacks "${missing.name}"`;
}

/** The text that base64 encodes. Bytes that are no UTF-8 stand for themselves, since only whether a text is empty matters. */
function decode(base64: string): string {
  const codes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of base64) {
    if (character === '=') break;
    held = ((held << 6) | alphabet.indexOf(character)) & 0xfff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    codes.push((held >> bits) & 0xff);
  }
  try {
    return decodeURIComponent(codes.map((code) => `%${code.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return codes.map((code) => String.fromCharCode(code)).join('');
  }
}
