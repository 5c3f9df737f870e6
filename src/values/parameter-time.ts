/*
 * Times as PostgreSQL reads them in its configuration: a number, blanks, and a unit that is written in lower case; without one, the
 * parameter's own unit.
 */

const units = { us: 1e-6, ms: 1e-3, s: 1, min: 60, h: 3600, d: 86_400 } as const;

export type TimeUnit = keyof typeof units;

/** The seconds of a parameter such as `5min`, `300` or `0.5 h`; nothing for what is no decimal number with such a unit. */
export function parseParameterTime(text: string, ownUnit: TimeUnit): number | undefined {
  const [, number, unit = ownUnit] = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))\s*(us|ms|s|min|h|d)?$/u.exec(text.trim()) ?? [];
  return number === undefined ? undefined : Number(number) * units[unit as TimeUnit];
}
