import type { Rule } from '../../core.ts';
import type { FieldChange, FieldDescription } from '../../engine/describe-field.ts';
import { toFieldText } from '../../engine/find-field.ts';
import type { RuleFields } from '../../node/rule-fields.ts';
import { severityOfConsequence } from '../../rule/define-rule.ts';
import { columns, type Layout, paragraph, section } from '../layout.ts';
import { childInWords, factsInWords, settingInWords, valueInWords } from './field-words.ts';

/** The rules about a field: those that report on it, and those that merely look at it. */
export interface RulesAbout {
  readonly points: readonly Rule[];
  readonly reads: readonly Rule[];
}

/** Finds the rules about a field by what they declare and by what their fixtures show. A key of a map may only have those of the map. */
export function rulesAbout(
  { kind: { kind }, path, isKey }: FieldDescription,
  rules: readonly Rule[],
  table: RuleFields,
): RulesAbout {
  const shownAt = (at: FieldDescription['path']) => table[kind]?.[toFieldText(at)];
  const { points = [], reads = [] } = shownAt(path) ?? (isKey ? shownAt(path.slice(0, -1)) : undefined) ?? {};
  const keys = path.filter((segment) => typeof segment === 'string').join('.');
  const isAbout = ({ id, about, kinds }: Rule): boolean =>
    points.includes(id) || (about !== undefined && about === keys && kinds.includes(kind));
  return {
    points: rules.filter(isAbout),
    reads: rules.filter((rule) => reads.includes(rule.id) && !isAbout(rule)),
  };
}

/** What is known of a field, for people. */
export function fieldAsText(field: FieldDescription, about: RulesAbout, layout: Layout): string {
  const { kind, path, minors, minor, since, until, isInTarget, facts, setByOperator, setting, fields, product } = field;
  const { immutable, ...others } = facts;
  const webhook = "set by the operator's webhook";
  const isMap = typeof setByOperator === 'object' && setByOperator !== null;
  const rows = [
    ...factsInWords(immutable ? facts : others),
    ...(setByOperator === undefined || isMap
      ? []
      : [['Default', `${valueInWords(setByOperator)}, ${webhook}`] as const]),
    ...(setting ? [[setting.software, settingInWords(setting)] as const] : []),
    ['Since', `${product} ${since ?? `${minors[0]} or earlier`}`] as const,
    ...(until === undefined ? [] : [['Until', `${product} ${until}`] as const]),
  ];
  const set = isMap ? Object.entries(setByOperator).map(([key, value]) => [key, valueInWords(value)] as const) : [];
  const reporting = about.points.map(
    ({ id, consequence, summary }) => [id, `${severityOfConsequence[consequence]}: ${summary}`] as const,
  );
  return [
    layout.strong([kind.kind, ...(path.length === 0 ? [] : [toFieldText(path)])].join('.')),
    ...(isInTarget
      ? []
      : paragraph(`The release that is asked for does not have it; this is what ${minor} says.`, layout)),
    '',
    ...columns(rows, layout),
    ...section(`Where it is not written, ${webhook}`, columns(set, layout), layout),
    ...section(
      'Fields',
      columns(
        fields.map((child) => [child.name, childInWords(child)] as const),
        layout,
      ),
      layout,
    ),
    ...section('Changes', columns(field.changes.flatMap(changeInWords), layout), layout),
    ...section('Rules that report on it', columns(reporting, layout), layout),
    ...section(
      'Rules that look at it',
      about.reads.length === 0 ? [] : paragraph(about.reads.map(({ id }) => id).join(', '), layout, 2),
      layout,
    ),
    '',
  ].join('\n');
}

function changeInWords({ minor, before, after }: FieldChange): readonly (readonly [string, string])[] {
  const [was, is] = [factsInWords(before), factsInWords(after)];
  return [...new Set([...was.keys(), ...is.keys()])].map((label) => [
    minor,
    `${label}: ${is.get(label) ?? 'none'} (before: ${was.get(label) ?? 'none'})`,
  ]);
}

/** The same for programs. */
export function fieldAsJson(field: FieldDescription, about: RulesAbout): string {
  const { kind, path, facts, fields, isInTarget, isKey: _, product: __, ...rest } = field;
  const described = {
    apiVersion: `${kind.group}/${kind.versions.at(-1)}`,
    kind: kind.kind,
    field: toFieldText(path),
    inTarget: isInTarget,
    ...facts,
    ...rest,
    fields: fields.map(({ isInTarget: inTarget, facts: own, product: _, ...child }) => ({
      ...child,
      inTarget,
      ...own,
    })),
    rules: about.points.map(({ id }) => id),
    rulesThatRead: about.reads.map(({ id }) => id),
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}
