import { nearest } from '../text/nearest.ts';
import { type Cron, canRun, cronFields, descriptors, parseCron, words } from './cron.ts';
import { cronInWords } from './cron-words.ts';

/** The six fields that mean what five mean to a Unix cron: the seconds in front, and Sunday is 0 only. */
export function fromUnix(text: string): string | undefined {
  const fields = words(text).map((word) => word.text);
  const weekday = fields.pop() ?? '';
  return fields.length === 4 ? accepted(['0', ...fields, eachPiece(weekday, withoutSeven)]) : undefined;
}

/** The schedule that a refused one most likely means; nothing where that is a guess. */
export function nearestSchedule(text: string): string | undefined {
  const written = text.trim();
  if (/^@?[a-z]+$/iu.test(written)) {
    const name = `@${written.replace('@', '')}`.toLowerCase();
    return descriptors.get(descriptors.has(name) ? name : (nearest(name, descriptors.keys()) ?? ''));
  }
  const every = /^@?every\s*(\d+)\s*(d|h|m|s)(?:ays?|ours?|inutes?|econds?)?$/iu.exec(written);
  if (every) {
    const [, count = '', unit = ''] = every;
    return accepted([`@every ${unit.toLowerCase() === 'd' ? `${Number(count) * 24}h` : count + unit.toLowerCase()}`]);
  }
  const given = words(text).map((word) => word.text);
  const hasYear = given.length === 7 && /^[*?]$/u.test(given[6] ?? '');
  const fields = given.length === 5 ? ['0', ...given] : hasYear ? given.slice(0, 6) : given;
  return accepted(fields.map((field, index) => repairField(field, index)));
}

function repairField(field: string, index: number): string {
  const limits = cronFields[index];
  if (!limits) return field;
  const names: readonly string[] = 'names' in limits ? limits.names : [];
  const placeOf = (name: string): number => names.indexOf(name.slice(0, 3).toLowerCase());
  // Names may be written out elsewhere; here they have three letters.
  const short = field.replaceAll(/[a-z]{4,}/giu, (name) => names[placeOf(name)]?.toUpperCase() ?? name);
  return eachPiece(short, (piece) => {
    const inWeek = index === 5 ? withoutSeven(piece) : piece;
    const ends = /^(\w+)-(\w+)$/u.exec(inWeek)?.slice(1) ?? [];
    const [low, high] = ends.map((end) => (placeOf(end) < 0 ? Number(end) : placeOf(end) + limits.min));
    // A range that goes past the end, such as 22-2 of the hour.
    const isWrapped = low !== undefined && high !== undefined && low > high;
    return isWrapped ? `${range(low, limits.max)},${range(limits.min, high)}` : inWeek;
  });
}

/** Sunday as 0 where a piece of the day of the week has it as 7. */
function withoutSeven(piece: string): string {
  if (piece === '7') return '0';
  if (piece === '0-7') return '0-6';
  return piece.replace(/^([1-6])-7$/u, (_, low: string) => `${range(Number(low), 6)},0`);
}

function range(low: number, high: number): string {
  return low === high ? `${low}` : `${low}-${high}`;
}

function eachPiece(field: string, repair: (piece: string) => string): string {
  return field.split(',').map(repair).join(',');
}

function accepted(fields: readonly string[]): string | undefined {
  const text = fields.join(' ');
  const cron = parseCron(text);
  return cron.is !== 'fault' && canRun(cron) ? text : undefined;
}

/** A schedule that runs in one second of one minute of the same hours: where many of them were most likely not meant. */
export function pinnedToMinute(
  text: string,
): { readonly text: string; readonly cron: Cron; readonly inWords: string } | undefined {
  const cron = parseCron(text);
  if (cron.is !== 'calendar') return undefined;
  const [, , ...rest] = words(text).map((word) => word.text);
  const pinned = accepted([`${cron.second.values[0] ?? 0}`, `${cron.minute.values[0] ?? 0}`, ...rest]);
  const result = pinned === undefined ? undefined : parseCron(pinned);
  return pinned === undefined || result === undefined || result.is === 'fault'
    ? undefined
    : { text: pinned, cron: result, inWords: cronInWords(result) };
}
