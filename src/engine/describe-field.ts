import { effectiveValue } from '../facts/effective.ts';
import { patternWords } from '../facts/pattern-words.ts';
import { wordsOf } from '../facts/rule-words.ts';
import { type Path, valueAt } from '../manifest/path.ts';
import type { FieldInfo, KindInfo, SchemaCatalog, Target } from '../model/schema-catalog.ts';
import { describeSetting, type SettingDescription } from './describe-setting.ts';
import { type FieldName, newestOf } from './find-field.ts';

/** What a release says of a field, apart from the fields below. */
export interface FieldFacts {
  readonly type: FieldInfo['type'];
  /** The type of a list's items, or of a map's values. */
  readonly each?: FieldInfo['type'];
  readonly required: boolean;
  /** Whether it cannot be changed once it is set. */
  readonly immutable: boolean;
  readonly default?: unknown;
  readonly allowed?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly limits?: NonNullable<FieldInfo['limits']>;
  /** The fields by which the items of a list are told apart. */
  readonly keys?: readonly string[];
  readonly conditions?: readonly string[];
}

/** The releases that have a field, of the operator or of the Barman Cloud plugin. */
export interface FieldReleases {
  readonly product: 'CloudNativePG' | 'the Barman Cloud plugin';
  /** The minor that the field is described as of: the target's, or the newest that has it. */
  readonly minor: string;
  readonly isInTarget: boolean;
  /** Oldest first. */
  readonly minors: readonly string[];
  /** The first minor that has it; nothing if the oldest known has it. */
  readonly since?: string;
  /** The last minor that has it; nothing if the newest known has it. */
  readonly until?: string;
}

/** Where a release says something else than the one before: only the facts that differ. */
export interface FieldChange {
  readonly minor: string;
  readonly before: Partial<FieldFacts>;
  readonly after: Partial<FieldFacts>;
}

/** Everything that is known of a field. */
export interface FieldDescription extends FieldName, FieldReleases {
  readonly kind: KindInfo;
  readonly facts: FieldFacts;
  /** Whether it is a key of a map, which the user chooses. */
  readonly isKey: boolean;
  /** What the operator's webhook sets where nothing is written, beyond the default of the CRD. */
  readonly setByOperator?: unknown;
  /** What PostgreSQL or PgBouncer says of it, where it is one of their parameters. */
  readonly setting?: SettingDescription;
  readonly changes: readonly FieldChange[];
  /** The fields one level below, of any release. */
  readonly fields: readonly ChildField[];
}

/** A field one level below another. */
export interface ChildField extends FieldReleases {
  readonly name: string;
  readonly facts: FieldFacts;
}

/** Describes a field. Throws if no release has it. */
export function describeField(field: FieldName, schemas: SchemaCatalog, target: Target): FieldDescription {
  const { kind, path } = field;
  const { name, ...own } = childOf(field, schemas, target);
  const series = schemas.pluginVersions.includes(own.minor) ? 'plugin' : 'cnpg';
  const infoIn = (minor: string, at: Path = path): FieldInfo | undefined =>
    schemas.field(kind.group, kind.kind, at, { ...target, [series]: minor });
  const setting = describeSetting(field, schemas, { ...target, [series]: own.minor });
  const setByOperator = operatorSets(field, schemas, { ...target, [series]: own.minor });
  const items = own.facts.type === 'array' ? [...path, 0] : path;
  const above = infoIn(own.minor, path.slice(0, -1));
  const names = own.minors.flatMap((minor) => infoIn(minor)?.fields ?? []);
  return {
    kind,
    path,
    ...own,
    isKey: above?.type === 'object' && above.each !== undefined && !above.fields.includes(name),
    ...(setByOperator !== undefined && { setByOperator }),
    ...(setting && { setting }),
    changes: changesOf(own.minors, (minor) => infoIn(minor)),
    fields: [...new Set(names)].sort().map((name) => childOf({ kind, path: [...items, name] }, schemas, target)),
  };
}

/** What the rule of a schema wants, in words; the expression itself where there are none. */
export function conditionInWords(expression: string): string {
  return wordsOf(expression)?.message ?? expression;
}

/** What a pattern wants, in words. */
export function patternInWords(pattern: string): string {
  return patternWords.get(pattern) ?? `a text that matches ${pattern}`;
}

function childOf(field: FieldName, schemas: SchemaCatalog, target: Target): ChildField {
  const { kind, path } = field;
  const newest = newestOf(field, schemas, target);
  if (!newest) throw new Error(`no release has ${JSON.stringify(path)} in ${kind.kind}`);
  const { minors } = newest.info;
  const isPlugin = minors.some((minor) => schemas.pluginVersions.includes(minor));
  const [product, all, minor, asked] = isPlugin
    ? (['the Barman Cloud plugin', schemas.pluginVersions, newest.target.plugin, target.plugin] as const)
    : (['CloudNativePG', schemas.cnpgVersions, newest.target.cnpg, target.cnpg] as const);
  const [first, last] = [minors.at(0), minors.at(-1)];
  return {
    name: String(path.at(-1) ?? kind.kind),
    product,
    facts: factsOf(newest.info),
    minor,
    isInTarget: minor === asked,
    minors,
    ...(first !== undefined && first !== all[0] && { since: first }),
    ...(last !== undefined && last !== all.at(-1) && { until: last }),
  };
}

function factsOf({ path: _, fields: __, minors: ___, isFixed, ...facts }: FieldInfo): FieldFacts {
  return { ...facts, immutable: isFixed };
}

/** Where neighbouring minors differ. The order of what is allowed means nothing. */
function changesOf(minors: readonly string[], infoIn: (minor: string) => FieldInfo | undefined): FieldChange[] {
  const all = minors.map((minor) => [minor, infoIn(minor)] as const);
  return all.flatMap(([minor, info], index) => {
    const previous = all[index - 1]?.[1];
    if (!info || !previous) return [];
    const [before, after] = [factsOf(previous), factsOf(info)];
    const others = (own: FieldFacts, other: FieldFacts): Partial<FieldFacts> =>
      Object.fromEntries(Object.entries(own).filter(([what, value]) => text(value) !== text(Reflect.get(other, what))));
    const change = { minor, before: others(before, after), after: others(after, before) };
    return Object.keys({ ...change.before, ...change.after }).length === 0 ? [] : [change];
  });
}

function text(value: unknown): string | undefined {
  return JSON.stringify(Array.isArray(value) ? value.toSorted() : value);
}

/** What the operator fills in at a path of an object that has what is above it, and nothing else. */
function operatorSets({ kind: { group, kind }, path }: FieldName, schemas: SchemaCatalog, target: Target): unknown {
  if (path[0] !== 'spec' || path.length < 2) return undefined;
  const above = path.slice(0, -1).reduceRight<unknown>((below, key) => (key === 0 ? [below] : { [key]: below }), {});
  const value = above as Readonly<Record<string, unknown>>;
  const filled = valueAt(schemas.withDefaults(group, kind, value, target), path);
  const effective = valueAt(effectiveValue({ group, kind, value }, [], schemas, target), path);
  return text(effective) === text(filled) ? undefined : effective;
}
