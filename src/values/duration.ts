const units = new Map([
  ['ns', 1],
  ['us', 1e3],
  ['\u00b5s', 1e3],
  ['\u03bcs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
  ['m', 60e9],
  ['h', 3600e9],
]);

/** Reads a duration as Go does, such as `1h30m` or `-1.5s`: in nanoseconds, or nothing if it is none. */
export function parseDuration(text: string): bigint | undefined {
  const [, sign = '', parts = ''] = /^([+-]?)(.*)$/su.exec(text) ?? [];
  if (parts === '0') return 0n;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:[nu\u00b5\u03bcm]?s|[mh]))+$/u.test(parts)) return undefined;
  let total = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of parts.matchAll(/(\d*)\.?(\d*)([a-z\u00b5\u03bc]+)/gu)) {
    const size = units.get(unit) ?? 0;
    total += BigInt(whole) * BigInt(size) + BigInt(Math.trunc(Number(fraction) * (size / 10 ** fraction.length)));
  }
  if (total > 2n ** 63n - (sign === '-' ? 0n : 1n)) return undefined;
  return sign === '-' ? -total : total;
}
