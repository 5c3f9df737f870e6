import { type ChildField, conditionInWords, type FieldFacts, patternInWords } from '../../engine/describe-field.ts';
import type { SettingDescription } from '../../engine/describe-setting.ts';

/** Facts of a field in words, by their labels; what is not there has none. */
export function factsInWords(facts: Partial<FieldFacts>): ReadonlyMap<string, string> {
  const { required, immutable, default: preset, allowed, format, pattern, limits, conditions } = facts;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Type', facts.type && typeInWords(facts.type, facts)],
    ['Required', required === undefined ? undefined : required ? 'yes' : 'no'],
    ['Default', preset === undefined ? undefined : valueInWords(preset)],
    ['Allowed', allowed?.map(valueInWords).join(', ')],
    ['Format', format !== undefined && technical.has(format) ? undefined : format],
    ['Pattern', pattern === undefined ? undefined : patternInWords(pattern)],
    ['Limits', limits && limitsInWords(limits)],
    ['Refused when', conditions?.map(conditionInWords).join('; ')],
    ['Immutable', immutable === undefined ? undefined : immutable ? 'yes, once it is set' : 'no'],
  ];
  return new Map(rows.flatMap(([label, text]) => (text === undefined ? [] : [[label, text] as const])));
}

/** A field below another in one line. */
export function childInWords({ facts, since, until }: ChildField): string {
  const words = factsInWords(facts);
  return [
    words.get('Type'),
    facts.required ? 'required' : undefined,
    facts.immutable ? 'immutable' : undefined,
    facts.default === undefined ? undefined : `default ${words.get('Default')}`,
    facts.allowed && `one of ${words.get('Allowed')}`,
    since && `since ${since}`,
    until && `until ${until}`,
  ]
    .filter((text) => text !== undefined)
    .join(', ');
}

/** What the software that the operator runs says of a parameter, in one line. */
export function settingInWords(setting: SettingDescription): string {
  const { type, near, unit, minimum, maximum, allowed, default: preset, change, majors = [], isOpen } = setting;
  if (type === undefined) return `no parameter of this name${near === undefined ? '' : `; did you mean "${near}"?`}`;
  return [
    type,
    ...(unit === undefined ? [] : [`counted in ${unit}`]),
    ...[span(minimum, maximum) ?? []].flat(),
    ...(allowed ? [`one of ${allowed.join(', ')}`] : []),
    ...(preset === undefined ? [] : [`default ${JSON.stringify(preset)}`]),
    ...(change === undefined ? [] : [`changed ${change}`]),
    ...(majors.length === 0 ? [] : [`in PostgreSQL ${majors[0]} to ${majors.at(-1)}`]),
    ...(isOpen ? [] : ['which only the operator sets']),
  ].join(', ');
}

/** A value as YAML's flow style has it, more or less: JSON. */
export function valueInWords(value: unknown): string {
  return JSON.stringify(value) ?? 'none';
}

/** How wide a number is stored concerns nobody who writes one. */
const technical: ReadonlySet<string> = new Set(['int32', 'int64']);

function typeInWords(type: FieldFacts['type'], { each, keys }: Partial<FieldFacts>): string {
  if (type === 'array') return `list of ${plural(each)}${keys ? `, told apart by ${keys.join(' and ')}` : ''}`;
  return type === 'object' && each !== undefined ? `map of ${plural(each)}` : type;
}

function plural(type: FieldFacts['type'] | undefined): string {
  switch (type) {
    case undefined:
    case 'any':
      return 'anything';
    case 'integer or string':
      return 'integers or strings';
    default:
      return `${type}s`;
  }
}

function limitsInWords({
  minimum,
  maximum,
  minLength,
  maxLength,
  minItems,
  maxItems,
}: NonNullable<FieldFacts['limits']>): string {
  const spans = [span(minimum, maximum), span(minLength, maxLength, ' characters'), span(minItems, maxItems, ' items')];
  return spans.filter((text) => text !== undefined).join(', ');
}

function span(least: number | undefined, most: number | undefined, unit = ''): string | undefined {
  if (least !== undefined && most !== undefined) return `${least} to ${most}${unit}`;
  if (least !== undefined) return `at least ${least}${unit}`;
  return most === undefined ? undefined : `at most ${most}${unit}`;
}
