import type { Range } from '../text/source.ts';
import { remember } from './remember.ts';

/*
 * Lines of pg_hba.conf as PostgreSQL reads them: words between blanks, of which the parts of the first ones may be separated by
 * commas; double quotes take a word literally, and what stands behind `#` is a comment.
 */

/** A word with its place in the line. Quotes are gone, so that only an unquoted `all` means everybody. */
export interface HbaWord extends Range {
  /** The parts between commas. */
  readonly parts: readonly HbaPart[];
  /** All of them, with commas between. */
  readonly text: string;
}

export interface HbaPart {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** One rule: which connections it is for, and how their users prove who they are. */
export interface HbaRule extends Range {
  readonly type: HbaType;
  readonly database: HbaWord;
  readonly user: HbaWord;
  /** Nothing for connections over a socket. */
  readonly address: HbaWord | undefined;
  readonly mask: HbaWord | undefined;
  readonly method: HbaWord;
  /** What follows the method, such as `clientcert=verify-full`. */
  readonly options: readonly HbaWord[];
}

export type HbaType = (typeof types)[number];

const types = ['local', 'host', 'hostssl', 'hostnossl', 'hostgssenc', 'hostnogssenc'] as const;

/** The rules of a text, which may be several lines; comments, includes and what is no rule are left out. */
export const parsePgHba = remember((text): readonly HbaRule[] => {
  const rules: HbaRule[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const rule = toRule(wordsOf(line, start));
    if (rule) rules.push(rule);
    start += line.length + 1;
  }
  return rules;
});

function toRule(words: readonly HbaWord[]): HbaRule | undefined {
  const [first, database, user, third, fourth] = words;
  const type = types.find((name) => name === first?.text);
  if (!first || type === undefined || !database || !user || !third) return undefined;
  const range = { start: first.start, end: words.at(-1)?.end ?? first.end };
  const start = { ...range, type, database, user };
  if (type === 'local')
    return { ...start, address: undefined, mask: undefined, method: third, options: words.slice(4) };
  if (!fourth) return undefined;
  // An address of numbers without a length has a mask behind it.
  const hasMask = isNumeric(third.text) && !third.text.includes('/');
  const [method, ...options] = words.slice(hasMask ? 5 : 4);
  return method && { ...start, address: third, mask: hasMask ? fourth : undefined, method, options };
}

function isNumeric(address: string): boolean {
  return /^[\d.]+$|^[\da-f.]*:[\da-f:.]*$/iu.test(address);
}

function wordsOf(line: string, offset: number): HbaWord[] {
  const words: HbaWord[] = [];
  let at = 0;
  while (at < line.length) {
    if (isBlank(line[at])) at += 1;
    else if (line[at] === '#') break;
    else {
      const word = wordAt(line, at);
      words.push({ ...word, start: offset + at, end: offset + word.end });
      at = word.end;
    }
  }
  return words;
}

/** The word that begins at an offset. A blank behind a comma does not end it. */
function wordAt(line: string, start: number): Omit<HbaWord, 'start'> {
  const parts: HbaPart[] = [];
  let at = start;
  let end = start;
  for (;;) {
    let text = '';
    let isQuoted = false;
    let isOpen = false;
    for (; at < line.length; at++) {
      const char = line[at];
      if (char === '"') {
        isOpen = !isOpen;
        isQuoted = true;
      } else if (!isOpen && (char === ',' || char === '#' || isBlank(char))) break;
      else text += char;
    }
    parts.push({ text, isQuoted });
    end = at;
    if (line[at] !== ',') break;
    at += 1;
    end = at;
    while (at < line.length && isBlank(line[at])) at += 1;
    if (at === line.length || line[at] === '#') break;
  }
  return { parts, text: parts.map((part) => part.text).join(','), end };
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\r';
}

/** Whether a rule is for connections from the machine itself alone. */
export function isLoopback({ address, mask }: HbaRule): boolean {
  if (!address || mask) return address?.text.startsWith('127.') === true && mask?.text.startsWith('255.') === true;
  return /^127\.[\d.]+\/(?:[89]|[12]\d|3[0-2])$|^::1\/128$|^localhost$|^samehost$/iu.test(address.text);
}

/** Whether every connection that a later rule is for, is taken by an earlier one. Never if that cannot be told. */
export function covers(earlier: HbaRule, later: HbaRule): boolean {
  return (
    coversType(earlier.type, later.type) &&
    coversNames(earlier.database, later.database, 'database') &&
    coversNames(earlier.user, later.user, 'user') &&
    coversAddress(earlier, later)
  );
}

function coversType(earlier: HbaType, later: HbaType): boolean {
  return earlier === later || (earlier === 'host' && later !== 'local');
}

function coversNames(earlier: HbaWord, later: HbaWord, of: 'database' | 'user'): boolean {
  return later.parts.every((part) =>
    earlier.parts.some((one) => {
      if (one.text === part.text && one.isQuoted === part.isQuoted) return true;
      // All databases do not include the replication protocol, which is none.
      return one.text === 'all' && !one.isQuoted && !(of === 'database' && isKeyword(part, 'replication'));
    }),
  );
}

function isKeyword({ text, isQuoted }: HbaPart, keyword: string): boolean {
  return text === keyword && !isQuoted;
}

function coversAddress(earlier: HbaRule, later: HbaRule): boolean {
  if (!earlier.address || !later.address) return !earlier.address && !later.address;
  if (earlier.address.text === 'all') return true;
  const [outer, inner] = [networkOf(earlier), networkOf(later)];
  if (outer && inner) {
    const shift = BigInt(outer.bits - outer.length);
    return outer.bits === inner.bits && outer.length <= inner.length && outer.base >> shift === inner.base >> shift;
  }
  return (
    earlier.address.text.toLowerCase() === later.address.text.toLowerCase() && earlier.mask?.text === later.mask?.text
  );
}

interface Network {
  readonly bits: 32 | 128;
  readonly base: bigint;
  readonly length: number;
}

/** The network of an address in numbers; nothing for names and for what is no address. */
function networkOf({ address, mask }: HbaRule): Network | undefined {
  const [text = '', written] = (address?.text ?? '').split('/', 2);
  const base = text.includes(':') ? groupsOf(text) : octetsOf(text);
  if (!base) return undefined;
  const netmask = mask && (mask.text.includes(':') ? groupsOf(mask.text) : octetsOf(mask.text));
  const length = netmask
    ? lengthOf(netmask)
    : written === undefined || !/^\d{1,3}$/u.test(written)
      ? -1
      : Number(written);
  return length < 0 || length > base.bits ? undefined : { ...base, length };
}

type Address = Omit<Network, 'length'>;

/** The length of a mask: its leading ones. */
function lengthOf({ base, bits }: Address): number {
  const digits = base.toString(2).padStart(bits, '0');
  return /^1*0*$/u.test(digits) ? digits.replaceAll('0', '').length : -1;
}

function octetsOf(text: string): Address | undefined {
  const octets = text.split('.', 5);
  if (octets.length !== 4 || octets.some((octet) => !/^\d{1,3}$/u.test(octet) || Number(octet) > 255)) return undefined;
  return { bits: 32, base: octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n) };
}

function groupsOf(text: string): Address | undefined {
  const halves = text.split('::', 3);
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':', 9)));
  const missing = 8 - head.length - tail.length;
  const groups = halves.length === 2 && missing > 0 ? [...head, ...Array<string>(missing).fill('0'), ...tail] : head;
  if (groups.length !== 8 || groups.some((group) => !/^[\da-f]{1,4}$/iu.test(group))) return undefined;
  return { bits: 128, base: groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n) };
}
