import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cron, nextActivations, parseCron } from '../src/values/cron.ts';
import { longestGap, meetings, shortestGap } from '../src/values/cron-gaps.ts';
import { activationsInWords } from '../src/values/cron-words.ts';
import { parseRetention, parseSpan, spanInWords } from '../src/values/span.ts';

const now = new Date('2026-08-03T12:00:00Z');
const day = 86_400;

test.each([
  ['* 0 2 * * *', 1],
  ['0 */20 * * * *', 1200],
  ['0 0 * * * *', 3600],
  // The last of a day and the first of the next one.
  ['0 50,0 0,23 * * *', 600],
  ['0 0 2 * * *', day],
  ['@every 90s', 90],
])('two runs of %j are at least %d seconds apart', (text, expected) => {
  expect(shortestGap(cron(text), now)?.seconds).toBe(expected);
});

test.each([
  [['0 0 2 * * *'], day],
  [['0 0 2 * * 0'], 7 * day],
  [['0 0 0 1 * *'], 31 * day],
  [['0 0 0 1 * *', '0 0 0 15 * *'], 17 * day],
  [['@yearly'], 365 * day],
  // Two leap years.
  [['0 0 0 29 2 *'], 1461 * day],
  [['@every 240h'], 10 * day],
  [['@every 1s', '@monthly'], 3600],
  [['* * * * * 1'], 6 * day + 1],
])('two runs of %j are at most %d seconds apart', (texts, expected) => {
  expect(longestGap(texts.map(cron), now)?.seconds).toBe(expected);
});

test('what never runs has no gaps', () => {
  const never = cron('0 0 0 30 2 *');
  expect([shortestGap(never, now), longestGap([never], now)]).toEqual([undefined, undefined]);
  expect(meetings(never, cron('@daily'), 60, now)).toEqual({ runs: 0, met: 0, first: undefined });
});

test.each([
  ['0 0 2 * * *', '0 0 2 * * 0', 3600, 8, 8],
  ['0 0 2 * * 0', '0 0 2 * * *', 3600, 8, 8],
  ['0 0 2 * * *', '0 30 1 * * *', 3600, 8, 8],
  ['0 0 2 * * *', '0 0 1 * * *', 3600, 8, 0],
  ['0 0 2 * * 1-5', '0 0 2 * * 0,6', 3600, 8, 0],
  ['@monthly', '@weekly', 3600, 8, 1],
])('%j and %j, within %d seconds: of %d runs meet %d', (a, b, seconds, runs, met) => {
  expect(meetings(cron(a), cron(b), seconds, now)).toMatchObject({ runs, met });
});

describe('of any schedule', () => {
  const field = (max: number, min = 0) =>
    fc.oneof(
      fc.constant('*'),
      fc.integer({ min, max }).map(String),
      fc.integer({ min: 1, max }).map((step) => `*/${step}`),
    );
  const expressions = fc
    .tuple(field(59), field(59), field(23), field(28, 1), field(12, 1), field(6))
    .map((fields) => fields.join(' '));
  const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });

  test('gaps lie between neighbouring runs, and the shortest is not longer than the longest', () => {
    fc.assert(
      fc.property(expressions, instants, (text, after) => {
        const shortest = shortestGap(cron(text), after);
        const longest = longestGap([cron(text)], after);
        if (!shortest || !longest) return;
        expect(shortest.seconds).toBeLessThanOrEqual(Math.max(longest.seconds, 3600));
        expect(nextActivations(cron(text), shortest.from, 1)).toEqual([shortest.to]);
        if (longest.seconds > 3600) expect(nextActivations(cron(text), longest.from, 1)).toEqual([longest.to]);
      }),
      { numRuns: 50 },
    );
  });

  test('a schedule always meets itself', () => {
    fc.assert(
      fc.property(expressions, instants, (text, after) => {
        const { runs, met } = meetings(cron(text), cron(text), 1, after);
        expect(met).toBe(runs);
      }),
      { numRuns: 50 },
    );
  });
});

test.each([
  ['15m', 900],
  ['36h', 129_600],
  ['8d', 8 * day],
  ['2w', 14 * day],
  ['1s', 1],
  ['0d', undefined],
  ['8', undefined],
  ['d', undefined],
  ['8 d', undefined],
  ['1y', undefined],
])('as an option, %j is %s seconds', (text, expected) => {
  expect(parseSpan(text)).toBe(expected);
});

test.each([
  ['30d', { count: 30, unit: 'day', seconds: 30 * day }],
  ['2w', { count: 2, unit: 'week', seconds: 14 * day }],
  ['12m', { count: 12, unit: 'month', seconds: 360 * day }],
  ['07d', undefined],
  ['30', undefined],
  ['30h', undefined],
  ['', undefined],
])('as a retention policy, %j is %j', (text, expected) => {
  expect(parseRetention(text)).toEqual(expected);
});

test.each([
  [0, 'no time'],
  [1, '1 second'],
  [90, '1 minute 30 seconds'],
  [3600, '1 hour'],
  [31 * day, '31 days'],
  [day + 3661, '1 day 1 hour'],
])('%d seconds are %j', (seconds, expected) => {
  expect(spanInWords(seconds)).toBe(expected);
});

test('activations have seconds where one of them needs them', () => {
  expect(activationsInWords(nextActivations(cron('0 0 2 * * *'), now, 2))).toBe(
    '2026-08-04 02:00 and 2026-08-05 02:00 UTC',
  );
  expect(activationsInWords(nextActivations(cron('* 0 2 * * *'), now, 2))).toBe(
    '2026-08-04 02:00:00 and 2026-08-04 02:00:01 UTC',
  );
});

test('spans and policies are read without throwing', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      parseSpan(text);
      parseRetention(text);
    }),
  );
});

function cron(text: string): Cron {
  const parsed = parseCron(text);
  if (parsed.is === 'fault') throw new Error(parsed.reason);
  return parsed;
}
