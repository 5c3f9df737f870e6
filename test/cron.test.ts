import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateText } from '../src/core.ts';
import { type Cron, canRun, cronFields, nextActivations, parseCron } from '../src/values/cron.ts';
import { fromUnix, nearestSchedule } from '../src/values/cron-repair.ts';
import { cronInWords } from '../src/values/cron-words.ts';
import { schemas } from './schemas.ts';

/** What the Go original answered: activations by expression, from each of the instants. */
interface Recorded {
  readonly after: readonly string[];
  readonly accepted: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly refused: readonly string[];
}

const recorded = JSON.parse(
  readFileSync(new URL('../fixtures/cron/robfig-v1.json', import.meta.url), 'utf8'),
) as Recorded;

describe('as robfig/cron 1.2 reads it', () => {
  test.each(Object.entries(recorded.accepted))('%j', (text, expected) => {
    const cron = accepted(text);
    const found = recorded.after.map((after) => times(cron, after, 5));
    expect(found).toEqual(expected);
    expect(canRun(cron)).toBe(expected.some((activations) => activations.length > 0));
  });

  test.each(recorded.refused)('%j is refused', (text) => {
    const cron = parseCron(text);
    expect(cron.is).toBe('fault');
    if (cron.is === 'fault') expect(cron.start >= 0 && cron.start <= cron.end && cron.end <= text.length).toBe(true);
  });
});

test.each([
  ['0 0 25 * * *', '25', 'the hour "25" is above 23'],
  ['0 0 2 0,15 * *', '0', 'the day of the month "0" is below 1'],
  ['0 0 2 1 1,Januar *', 'Januar', 'the month "Januar" is neither a number nor a name such as FEB'],
  ['0  x 2 * * *', 'x', 'the minute "x" is not a number'],
  ['0 0 2 * * 5-1', '5-1', 'the day of the week "5-1" ends before it begins'],
  ['0 0 */0 * * *', '*/0', 'the step of the hour "*/0" is not a positive number'],
  ['0 0 1-2-3 * * *', '1-2-3', 'the hour "1-2-3" has more than one hyphen'],
  ['0 1/2/3 * * * *', '1/2/3', 'the minute "1/2/3" has more than one slash'],
  ['TZ=UTC 0 0 2 * * *', 'TZ=UTC', 'a time zone cannot be chosen, all times are UTC'],
  ['0 2 *', '0 2 *', 'it has 3 fields instead of six'],
  ['', '', 'it is empty'],
  ['@reboot', '@reboot', 'there is no such descriptor'],
  [' @daily', ' @daily', 'a descriptor takes no blanks around it'],
  ['@daily ', '@daily ', 'a descriptor takes no blanks around it'],
  ['@every 1d', '1d', '"1d" is not a duration such as 12h or 90m'],
])('the fault of %j is at %j: %s', (text, part, reason) => {
  const cron = parseCron(text);
  expect(cron).toMatchObject({ is: 'fault', reason });
  if (cron.is === 'fault') expect(text.slice(cron.start, cron.end)).toBe(part);
});

test.each([
  // Unix expressions, which mean something else here.
  ['0 0 * * *', 'every hour on the hour'],
  ['0 2 * * *', 'every hour at minute 2'],
  ['30 3 * * *', 'every hour at minute 3, second 30'],
  ['0 */6 * * *', 'every 6 minutes'],
  ['*/30 * * * *', 'every 30 seconds'],
  ['* * * * *', 'every second'],
  ['0 0 1 * *', 'every day at 01:00 UTC'],
  ['0 2 5 * *', 'every day at 05:02 UTC'],
  ['0 3 * * 1', 'every hour at minute 3, in January only'],
  ['0 2 * * 1-5', 'every hour at minute 2, from January to May only'],
  // Times of the day.
  ['0 0 2 * * *', 'every day at 02:00 UTC'],
  ['30 15 2 * * *', 'every day at 02:15:30 UTC'],
  ['0 0 4,16 * * *', 'every day at 04:00 and 16:00 UTC'],
  ['0 0,30 2,5 * * *', 'every day at 02:00, 02:30, 05:00 and 05:30 UTC'],
  ['0 0 */6 * * *', 'every 6 hours from 00:00 UTC'],
  ['0 30 */2 * * *', 'every 2 hours from 00:30 UTC'],
  ['0 0 */5 * * *', 'every 5 hours from 00:00 to 20:00 UTC'],
  ['0 */15 9-17 * * *', 'every 15 minutes from 09:00 to 17:45 UTC'],
  ['* 0 2 * * *', 'every second from 02:00:00 to 02:00:59 UTC'],
  // Times of the hour.
  ['0 * * * * *', 'every minute'],
  ['5 * * * * *', 'every minute at second 5'],
  ['5/10 * * * * *', 'every 10 seconds from second 5 of the minute'],
  ['0 5/15 * * * *', 'every 15 minutes from minute 5 of the hour'],
  ['30 5/15 * * * *', 'every 15 minutes from minute 5 of the hour, second 30'],
  ['0 0,15,40 * * * *', 'at minutes 0, 15 and 40 of every hour'],
  ['0 */7 * * * *', 'at minutes 0, 7, 14 … 56 of every hour'],
  ['0 0-9,30 * * * *', 'at minutes 0 to 9 and 30 of every hour'],
  ['* 0 * * * *', 'every second of minute 0 of every hour'],
  ['10 * 3,5 * * *', 'at second 10 of every minute of hours 3 and 5 UTC'],
  ['0 * 1,5 * * *', 'every minute of hours 1 and 5 UTC'],
  // Days.
  ['0 0 2 * * 1', 'on Mondays at 02:00 UTC'],
  ['0 0 2 * * SUN,sat', 'on Sundays and Saturdays at 02:00 UTC'],
  ['0 0 2 * * MON-FRI', 'from Monday to Friday at 02:00 UTC'],
  ['0 0 2 1 * *', 'on day 1 of every month at 02:00 UTC'],
  ['0 0 2 1,15 * ?', 'on days 1 and 15 of every month at 02:00 UTC'],
  ['0 0 2 */2 * *', 'on days 1, 3, 5 … 31 of every month at 02:00 UTC'],
  ['0 0 2 1-7 1,7 *', 'on days 1 to 7 of the month at 02:00 UTC, in January and July only'],
  ['0 0 2 29 2 *', 'on 29 February at 02:00 UTC'],
  ['0 0 2 * 3-6 *', 'every day at 02:00 UTC, from March to June only'],
  ['0 0 2 13 * FRI', 'on day 13 of every month and on Fridays at 02:00 UTC'],
  ['0 0 2 */2 * MON', 'on Mondays, but only on days 1, 3, 5 … 31 of every month, at 02:00 UTC'],
  ['0 0 2 1-31 * MON', 'every day at 02:00 UTC'],
  ['0 0 2 , * MON', 'on Mondays at 02:00 UTC'],
  ['0 0 9-17 * * 1-5', 'every hour from 09:00 to 17:00 UTC, from Monday to Friday'],
  // Others.
  ['@weekly', 'on Sundays at 00:00 UTC'],
  ['@yearly', 'on 1 January at 00:00 UTC'],
  ['@every 1h', 'every hour'],
  ['@every 36h', 'every 36 hours'],
  ['@every 1h30m', 'every 90 minutes'],
  ['@every 10.7s', 'every 10 seconds'],
  ['0 0 2 30 2 *', 'never'],
])('%j runs %s', (text, words) => {
  expect(cronInWords(accepted(text))).toBe(words);
});

test.each([
  ['0 3 * * *', '0 0 3 * * *'],
  ['0 3 * * 7', '0 0 3 * * 0'],
  ['0 3 * * 5-7', '0 0 3 * * 5-6,0'],
  ['0 3 * * 6-7', '0 0 3 * * 6,0'],
  ['0 3 * * 0-7', '0 0 3 * * 0-6'],
  ['0 3 * * MON,7', '0 0 3 * * MON,0'],
  ['0 30 3 * *', undefined],
  ['0 0 30 2 *', undefined],
  ['0 0 3 * * *', undefined],
])('the Unix cron %j is %j in six fields', (text, meant) => {
  expect(fromUnix(text)).toBe(meant);
});

test.each([
  ['0 0 2 * * 7', '0 0 2 * * 0'],
  ['0 0 2 * * FRI-MON', '0 0 2 * * 5-6,0-1'],
  ['0 0 22-2 * * *', '0 0 22-23,0-2 * * *'],
  ['0 0 2 1 January Sunday', '0 0 2 1 JAN SUN'],
  ['0 2 * * Monday', '0 0 2 * * MON'],
  ['0 0 2 * * ? *', '0 0 2 * * ?'],
  ['0 0 2 * * ? 2030', undefined],
  ['0 0 2 L * *', undefined],
  ['0 0 24 * * *', undefined],
  ['@Daily', '0 0 0 * * *'],
  ['@dayly', '0 0 0 * * *'],
  ['weekly', '0 0 0 * * 0'],
  ['@hourly\n', '0 0 * * * *'],
  ['@reboot', undefined],
  ['@every 1d', '@every 24h'],
  ['every 6 hours', '@every 6h'],
  ['@every 1d12h', undefined],
  ['', undefined],
])('%j may mean %j', (text, meant) => {
  expect(nearestSchedule(text)).toBe(meant);
});

describe('any schedule', () => {
  const field = ({ min, max }: { readonly min: number; readonly max: number }): fc.Arbitrary<string> => {
    const value = fc.integer({ min, max });
    const range = fc.oneof(
      fc.constantFrom('*', '?'),
      value.map(String),
      fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    );
    const piece = fc.oneof(
      { weight: 3, arbitrary: range },
      fc.tuple(range, fc.integer({ min: 1, max })).map(([a, step]) => `${a}/${step}`),
    );
    return fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(','));
  };
  const expression = fc.tuple(...cronFields.map(field)).map((fields) => fields.join(' '));
  const instant = fc.date({ min: new Date('1990-01-01'), max: new Date('2110-01-01'), noInvalidDate: true });

  test('activates at matching times, one after the other', () => {
    fc.assert(
      fc.property(expression, instant, (text, after) => {
        const cron = accepted(text);
        const found = nextActivations(cron, after, 10);
        let last = after;
        for (const activation of found) {
          expect(activation.getTime()).toBeGreaterThan(last.getTime());
          expect(matches(cron, activation)).toBe(true);
          last = activation;
        }
        // Nothing that matches lies before the first.
        const first = found[0]?.getTime() ?? Number.POSITIVE_INFINITY;
        for (let second = 1; second <= 90; second++) {
          const time = new Date((Math.floor(after.getTime() / 1000) + second) * 1000);
          if (time.getTime() < first) expect(matches(cron, time)).toBe(false);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('is read, told and mended without throwing', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'0123456789*?/-, @LW#abcdefghijmnoprstuvy\n') });
    fc.assert(
      fc.property(
        fc.oneof(
          expression,
          noise,
          fc.string(),
          noise.map((text) => `@every ${text}`),
        ),
        (text) => {
          const cron = parseCron(text);
          if (cron.is !== 'fault') expect(cronInWords(cron)).not.toBe('');
          for (const meant of [fromUnix(text), nearestSchedule(text)]) {
            if (meant !== undefined) expect(canRun(accepted(meant))).toBe(true);
          }
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });
});

test('an invalid date has no activations', () => {
  expect(nextActivations(accepted('0 0 2 * * *'), new Date(Number.NaN), 3)).toEqual([]);
});

test('a schedule under the Unix name "cron" is told and mended in its place', () => {
  const text = [
    'apiVersion: postgresql.cnpg.io/v1',
    'kind: ScheduledBackup',
    'metadata: { name: nightly }',
    'spec: { cron: "0 3 * * *", cluster: { name: shop } }',
  ].join('\n');
  const { findings } = validateText(text, { schemas, rules: { '*': 'off', 'backup/schedule-six-fields': 'error' } });
  expect(findings).toMatchObject([
    {
      path: '/spec/cron',
      message: '"0 3 * * *" has five fields, so it runs every hour at minute 3',
      help: 'Put the seconds first: "0 0 3 * * *" runs every day at 03:00 UTC',
      fix: { safe: true, edits: [{ newText: '"0 0 3 * * *"' }] },
    },
  ]);
});

function accepted(text: string): Cron {
  const cron = parseCron(text);
  if (cron.is === 'fault') throw new Error(`${text}: ${cron.reason}`);
  return cron;
}

function times(cron: Cron, after: string, count: number): string[] {
  return nextActivations(cron, new Date(after), count).map((time) => time.toISOString().replace('.000Z', 'Z'));
}

/** Whether a time matches, field by field, with a day of the month or of the week where neither has a star. */
function matches(cron: Cron, time: Date): boolean {
  if (cron.is === 'interval') return true;
  const { second, minute, hour, day, month, weekday } = cron;
  const inDay = day.values.includes(time.getUTCDate());
  const inWeek = weekday.values.includes(time.getUTCDay());
  return (
    second.values.includes(time.getUTCSeconds()) &&
    minute.values.includes(time.getUTCMinutes()) &&
    hour.values.includes(time.getUTCHours()) &&
    month.values.includes(time.getUTCMonth() + 1) &&
    (day.hasStar || weekday.hasStar ? inDay && inWeek : inDay || inWeek)
  );
}
