import { type CalendarCron, type Cron, nextActivations } from './cron.ts';

/** A stretch of time between two activations. */
export interface Gap {
  readonly from: Date;
  readonly to: Date;
  readonly seconds: number;
}

/** How far ahead gaps are looked for, in milliseconds: two years, so that what is found does not depend on the day. */
const horizon = 800 * 86_400_000;
/** How many of the next activations show how often a schedule runs. */
const looks = 100;

/** The shortest time between two of the next hundred activations after an instant; nothing for fewer than two. */
export function shortestGap(cron: Cron, after: Date): Gap | undefined {
  const known = shortest.get(cron);
  if (known?.after === after) return known.gap;
  const gaps = gapsOf(nextActivations(cron, after, cron.is === 'interval' ? 2 : looks));
  const [first, ...others] = gaps;
  const gap = first && others.reduce((least, one) => (one.seconds < least.seconds ? one : least), first);
  shortest.set(cron, { after, gap });
  return gap;
}

/** Many clusters share a schedule, and all of a run are judged by one instant. */
const shortest = new WeakMap<Cron, { readonly after: Date; readonly gap: Gap | undefined }>();

/** The longest time between two activations of any of the schedules in the next two years; nothing for fewer than two. */
export function longestGap(crons: readonly Cron[], after: Date): Gap | undefined {
  const until = after.getTime() + horizon;
  const times = crons.flatMap((cron) => activationsUntil(cron, after, until)).toSorted((a, b) => Number(a) - Number(b));
  const inSight = times.filter((time) => time.getTime() <= until);
  const gaps = gapsOf(inSight.length < 2 ? times.slice(0, 2) : inSight);
  return gaps.length === 0 ? undefined : gaps.reduce((most, gap) => (gap.seconds > most.seconds ? gap : most));
}

/** How often the rarer of two schedules runs within a time of the other one. */
export interface Meetings {
  /** Of the next runs of the rarer one. */
  readonly runs: number;
  readonly met: number;
  /** The first time that they meet. */
  readonly first: Date | undefined;
}

/** How many of the next eight runs of the rarer of two schedules are nearer than `seconds` to one of the other. */
export function meetings(a: Cron, b: Cron, seconds: number, after: Date): Meetings {
  const [ofA, ofB] = [nextActivations(a, after, 8), nextActivations(b, after, 8)];
  const isRarerA = (ofA.at(-1)?.getTime() ?? Infinity) >= (ofB.at(-1)?.getTime() ?? Infinity);
  const [rarer, other] = isRarerA ? [ofA, b] : [ofB, a];
  const met = rarer.filter((run) => {
    const [near] = nextActivations(other, new Date(run.getTime() - seconds * 1000), 1);
    return near !== undefined && near.getTime() < run.getTime() + seconds * 1000;
  });
  return { runs: rarer.length, met: met.length, first: met[0] };
}

/** The activations up to an instant, thinned out within the hour; of a rare schedule the next two, even if they are later. */
function activationsUntil(cron: Cron, after: Date, until: number): Date[] {
  if (cron.is === 'interval') {
    const step = Math.max(cron.seconds, 3600);
    return [...nextActivations({ ...cron, seconds: step }, after, Math.max(2, Math.floor(horizon / 1000 / step)))];
  }
  const thin = thinned(cron);
  const found: Date[] = [];
  for (let at: Date = after; found.length < 2 || at.getTime() < until; ) {
    const [next] = nextActivations(thin, at, 1);
    if (!next) break;
    found.push(next);
    at = next;
  }
  return found;
}

/** The first and the last run of each hour that has any: many runs within an hour do not make a long gap. */
function thinned(cron: CalendarCron): CalendarCron {
  const ends = (field: CalendarCron['minute']): CalendarCron['minute'] => ({
    ...field,
    values: [...new Set([field.values.at(0), field.values.at(-1)])].filter((value) => value !== undefined),
  });
  return { ...cron, second: ends(cron.second), minute: ends(cron.minute) };
}

function gapsOf(times: readonly Date[]): Gap[] {
  return times.slice(1).flatMap((to, index) => {
    const from = times[index];
    return from ? [{ from, to, seconds: (to.getTime() - from.getTime()) / 1000 }] : [];
  });
}
