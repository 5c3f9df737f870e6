import type { Range } from '../text/source.ts';

/** What the text of a suppression asks for: `RULE[, RULE] [until=DATE] [-- reason]`. Ranges are offsets in that text. */
export interface Request {
  readonly rules: readonly { readonly name: string; readonly range: Range }[];
  /** The last day, such as 2027-01-31, on which it holds. */
  readonly until: string | undefined;
  readonly reason: string | undefined;
  /** The first thing that keeps it from being understood. */
  readonly flaw: Flaw | undefined;
}

/** A stretch of a suppression that cannot be understood; an empty one where something is missing. */
export interface Flaw {
  readonly what: 'no-rule' | 'rule' | 'date' | 'late-date';
  readonly range: Range;
}

const dashes = /(?:^|\s)--(?=\s|$)/u;
const date = /(?:^|[\s,])until=([^\s,]*)/u;
const item = /[^\s,](?:[^,]*[^\s,])?/gu;
const ruleName = /^[^\s/*]+\/(?:\*|[^\s/*]+)$/u;

/** Reads the text of a suppression. */
export function readRequest(text: string): Request {
  const split = dashes.exec(text);
  const head = text.slice(0, split?.index);
  const until = date.exec(head);
  // The date may stand between rules, and separates them.
  const list = until ? head.replace(until[0], until[0].replaceAll(/./gu, ',')) : head;
  const rules = [...list.matchAll(item)].map(({ 0: name, index }) => ({ name, range: rangeOf(index, name) }));
  return {
    rules,
    until: until?.[1],
    reason: (split && text.slice(split.index + split[0].length).trim()) || undefined,
    flaw: flawIn(text, rules, until, split),
  };
}

function flawIn(
  text: string,
  rules: Request['rules'],
  until: RegExpExecArray | null,
  split: RegExpExecArray | null,
): Flaw | undefined {
  const wrong = rules.find(({ name }) => !ruleName.test(name));
  if (wrong) return { what: 'rule', range: wrong.range };
  if (rules.length === 0) return { what: 'no-rule', range: { start: 0, end: 0 } };
  if (until && !isDate(until[1] ?? '')) return { what: 'date', range: dateRange(until, 0) };
  const late = split && date.exec(text.slice(split.index));
  return late ? { what: 'late-date', range: dateRange(late, split.index) } : undefined;
}

function dateRange({ index, 0: found }: RegExpExecArray, offset: number): Range {
  const own = found.slice(found.indexOf('until'));
  return rangeOf(offset + index + found.length - own.length, own);
}

function rangeOf(start: number, text: string): Range {
  return { start, end: start + text.length };
}

function isDate(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/u.test(text) ? new Date(text) : undefined;
  return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** What to write in place of the list of rules so that some are no longer in it; nothing where more than commas stands between them. */
export function withoutRules(
  text: string,
  { rules }: Request,
  names: readonly string[],
): (Range & { readonly newText: string }) | undefined {
  const [first, last] = [rules[0], rules.at(-1)];
  if (!first || !last) return undefined;
  const range = { start: first.range.start, end: last.range.end };
  const between = rules.slice(1).map((rule, index) => text.slice(rules[index]?.range.end, rule.range.start));
  if (!between.every((separator) => /^[\s,]*$/u.test(separator))) return undefined;
  const kept = rules.flatMap(({ name }) => (names.includes(name) ? [] : [name]));
  return { ...range, newText: kept.join(', ') };
}
