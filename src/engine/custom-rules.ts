import { type Consequence, type Preset, presets, type Rule, severityOfConsequence } from '../rule/define-rule.ts';
import { didYouMean } from '../text/nearest.ts';

/** What keeps a value from being a rule; the first thing only. Nothing for a rule. */
export function complaintAboutRule(value: unknown, kinds: readonly string[]): string | undefined {
  if (typeof value !== 'object' || value === null) return 'it is no rule; make one with defineRule';
  const rule = value as Readonly<Record<keyof Rule, unknown>>;
  const { id, references, options } = rule;
  if (typeof id !== 'string') return 'the rule has no "id"';
  const say = (what: string): string => `the rule "${id}" ${what}`;
  if (!/^[a-z0-9-]+\/[a-z0-9-]+$/u.test(id))
    return say('has an id that is not of the form category/name, in kebab-case');
  const named = Array.isArray(rule.kinds) ? (rule.kinds as readonly unknown[]) : undefined;
  if (!named?.every((kind) => typeof kind === 'string'))
    return say('must list its "kinds"; ["*"] are all of CloudNativePG');
  for (const kind of named) {
    const question = kinds.includes(kind) ? undefined : didYouMean(kind, kinds);
    if (question !== undefined) return say(`is for the kind "${kind}"; ${question}`);
  }
  for (const key of ['summary', 'why', 'remedy'] as const)
    if (typeof rule[key] !== 'string' || rule[key] === '') return say(`lacks a "${key}"`);
  if (!Array.isArray(references)) return say('must list its "references", be it none');
  const consequences = Object.keys(severityOfConsequence);
  if (!consequences.includes(rule.consequence as Consequence))
    return say(`must have a "consequence" of ${consequences.join(', ')}`);
  if (!presets.includes(rule.preset as Preset)) return say(`must have a "preset" of ${presets.join(', ')}`);
  if (!checks.some((check) => typeof rule[check] === 'function')) return say('has no function "check"');
  const { schema, defaults } = Object(options ?? { schema: {}, defaults: {} }) as Record<string, object | undefined>;
  if (Object.keys(schema ?? {}).join() !== Object.keys(defaults ?? {}).join())
    return say('must have a "schema" and a "default" for each of its options');
  return undefined;
}

const checks = ['check', 'checkAdmission', 'checkSchema', 'checkText', 'checkSource'] as const;

/** What two rules call themselves alike, ids and aliases; nothing if they differ. */
export function sharedName(one: Rule, other: Rule): string | undefined {
  const names = [other.id, ...(other.aliases ?? [])];
  return [one.id, ...(one.aliases ?? [])].find((name) => names.includes(name));
}

/** What keeps values from being rules beside others; the first thing only. */
export function complaintAboutRules(
  values: readonly unknown[],
  others: readonly Rule[],
  kinds: readonly string[],
): string | undefined {
  const known = [...others];
  for (const value of values) {
    const complaint = complaintAboutRule(value, kinds);
    if (complaint !== undefined) return complaint;
    const rule = value as Rule;
    const name = known.map((other) => sharedName(other, rule)).find((shared) => shared !== undefined);
    if (name !== undefined) return `the rule "${rule.id}" has the name of another one, "${name}"`;
    known.push(rule);
  }
  return undefined;
}

/** A rule of a user's own, documented where it says, else where its first reference leads, else where such rules are. */
export function withUrl(rule: Rule): Rule {
  const page = 'https://github.com/cnpg-lint/cnpg-lint/blob/main/docs/writing-a-rule.md';
  return rule.url === undefined ? { ...rule, url: rule.references[0] ?? page } : rule;
}
