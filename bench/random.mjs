/** A seeded source of chance: the same seed makes the same choices on every machine. */
export function createRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (from, to) => from + Math.floor(next() * (to - from + 1));
  const shuffled = (items) => {
    const result = [...items];
    for (let last = result.length - 1; last > 0; last--) {
      const other = integer(0, last);
      [result[last], result[other]] = [result[other], result[last]];
    }
    return result;
  };
  return {
    integer,
    shuffled,
    chance: (share) => next() < share,
    pick: (items) => items[integer(0, items.length - 1)],
    some: (items, count) => shuffled(items).slice(0, count),
    digits: (length, alphabet = '0123456789abcdef') =>
      Array.from({ length }, () => alphabet[integer(0, alphabet.length - 1)]).join(''),
  };
}

/** Joins nested lines, leaving out what is absent. */
export function lines(...parts) {
  return parts.flat(Number.POSITIVE_INFINITY).filter((part) => typeof part === 'string');
}

/** Lines set in by two spaces a level; empty ones stay empty. */
export function indent(levels, ...parts) {
  const space = '  '.repeat(levels);
  return lines(parts).map((line) => (line === '' ? line : space + line));
}

/** A mapping from `key` to lines, or nothing if there are none. */
export function under(key, ...parts) {
  const inner = indent(1, parts);
  return inner.length > 0 ? [`${key}:`, ...inner] : [];
}

/** One item of a list: the first line after the dash, the others below it. */
export function item(...parts) {
  return lines(parts).map((line, index) => (index === 0 ? `- ${line}` : line === '' ? line : `  ${line}`));
}
