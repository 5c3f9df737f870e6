const window = 100;
const base = 37n;
const endOfFile = 65535;

/**
 * The hash of each line by which GitHub's code scanning tells alerts apart, as github/codeql-action computes it: a
 * polynomial over the hundred characters from the line's start on that are neither blank nor tab, modulo 2 to the 64th,
 * and which of the lines with this hash it is. Past the end come a mark and zeros; every line break counts as a line feed.
 */
export function lineHashes(text: string): readonly string[] {
  const kept = text.replace(/\r\n?/gu, '\n').replace(/[ \t]/gu, '');
  const units = Array.from({ length: kept.length }, (_, at) => kept.charCodeAt(at));
  units.push(endOfFile);
  const leaving = base ** BigInt(window);
  const seen = new Map<bigint, number>();
  const hashes: string[] = [];
  let hash = 0n;
  for (let last = 0; last < units.length + window - 1; last++) {
    const first = last - window + 1;
    hash = BigInt.asUintN(64, hash * base + BigInt(units[last] ?? 0) - leaving * BigInt(units[first - 1] ?? 0));
    const startsLine = first === 0 || kept[first - 1] === '\n';
    if (first < 0 || !startsLine) continue;
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    hashes.push(`${hash.toString(16)}:${count}`);
  }
  return hashes;
}
