import type { Path } from '../manifest/path.ts';
import { isMapping } from '../model/mapping.ts';
import { type OptionSchema, presets, type Rule } from '../rule/define-rule.ts';
import { didYouMean } from '../text/nearest.ts';
import { type RuleSettings, rulesByName } from './config.ts';

/** What is wrong with a setting, and where below the settings it stands. */
export interface Complaint {
  readonly path: Path;
  readonly message: string;
}

/** What is wrong with settings of rules: names, severities and options that do not exist. */
export function complaintsAbout(settings: RuleSettings, rules: readonly Rule[]): readonly Complaint[] {
  if (Object.keys(settings).length === 0) return [];
  const byName = rulesByName(rules);
  return Object.entries(settings).flatMap(([key, setting]: [string, unknown]) => {
    const named = byName.get(key) ?? [];
    const complain = (message: string, ...below: Path): Complaint[] => [{ path: [key, ...below], message }];
    if (named.length === 0) return complain(unknownName('rule', key, [...byName.keys()]));
    const isPair = Array.isArray(setting);
    const [severity, options = {}] = (isPair ? setting : [setting]) as [unknown, unknown?];
    if (isMapping(severity))
      return complain(`the options of "${key}" follow its severity, in a list: [warning, ${inline(severity)}]`);
    if (typeof severity !== 'string' || !severities.includes(severity))
      return complain(unknownSeverity(key, severity), ...(isPair ? [0] : []));
    if (!isMapping(options)) return complain(`the options of "${key}" must be a mapping`, 1);
    return Object.entries(options).flatMap(([name, value]) => {
      const schema = named.map((rule) => rule.options?.schema[name]).find((found) => found !== undefined);
      if (!schema) {
        const known = new Set(named.flatMap((rule) => Object.keys(rule.options?.schema ?? {})));
        return complain(unknownName(`option of "${key}"`, name, [...known]), 1, name);
      }
      if (isOfType(value, schema)) return [];
      return complain(`the option "${name}" of "${key}" must be ${described(schema)}`, 1, name);
    });
  });
}

/** What is wrong with the names of presets; the first thing only. */
export function complaintAboutPresets(names: readonly string[]): string | undefined {
  const unknown = names.find((name) => !presets.some((preset) => preset === name));
  return unknown === undefined ? undefined : unknownName('preset', unknown, presets);
}

const severities: readonly string[] = ['error', 'warning', 'info', 'off'];

function unknownSeverity(key: string, severity: unknown): string {
  const given = typeof severity === 'string' ? severity : inline(severity);
  const meant = severities.find((one) => given !== '' && one.startsWith(given));
  const question = meant === undefined ? didYouMean(given, severities) : `did you mean "${meant}"?`;
  const all = `the severity of "${key}" must be one of ${severities.join(', ')}, not "${given}"`;
  return question === undefined ? all : `${all}; ${question}`;
}

function unknownName(what: string, name: string, known: readonly string[]): string {
  const question = didYouMean(name, known);
  if (question !== undefined) return `unknown ${what} "${name}"; ${question}`;
  // The names of all rules are too many to list.
  const list =
    what === 'rule'
      ? '`cnpg-lint rules` lists them'
      : known.length > 0
        ? `known are ${known.join(', ')}`
        : 'it has none';
  return `unknown ${what} "${name}"; ${list}`;
}

function inline(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

function isOfType(value: unknown, schema: OptionSchema): boolean {
  if (schema.type === 'array')
    return Array.isArray(value) && value.every((item) => typeof item === 'string' && isOfFormat(item, schema));
  if (schema.type === 'integer')
    return Number.isInteger(value) && Number(value) >= (schema.minimum ?? Number.MIN_SAFE_INTEGER);
  if (typeof value === 'string' && schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value))
    return false;
  return typeof value === schema.type;
}

function isOfFormat(text: string, { items }: OptionSchema): boolean {
  if (items?.format !== 'regex') return true;
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
}

function described({ type, minimum, items, pattern }: OptionSchema): string {
  if (type === 'array') return items?.format === 'regex' ? 'a list of regular expressions' : 'a list of strings';
  if (pattern !== undefined) return `a text that matches ${pattern}`;
  return `of type ${type}${minimum === undefined ? '' : `, at least ${minimum}`}`;
}
