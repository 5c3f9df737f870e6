import type { Rule } from '../../core.ts';
import { docsUrl, severityOfConsequence } from '../../rule/define-rule.ts';
import { type Layout, paragraph, section } from '../layout.ts';
import { describedRule } from './rules.ts';

/** The story of a rule, for people. */
export function ruleAsText(rule: Rule, layout: Layout): string {
  const { id, consequence, preset, fixable, kinds, since, until } = rule;
  const facts = [
    `Severity: ${severityOfConsequence[consequence]}, from preset ${preset}${fixable === true ? ', mended by --fix' : ''}`,
    ...(kinds.length > 0 ? [`Looks at: ${kinds.includes('*') ? 'every CloudNativePG kind' : kinds.join(', ')}`] : []),
    ...(since === undefined ? [] : [`Since CloudNativePG ${since}`]),
    ...(until === undefined ? [] : [`Until CloudNativePG ${until}`]),
  ];
  const list = (title: string, items: readonly string[]): readonly string[] =>
    section(
      title,
      items.flatMap((item) => bullet(item, layout)),
      layout,
    );
  const options = Object.entries(rule.options?.schema ?? {}).map(
    ([key, { description }]) => `${key}: ${description} (default: ${JSON.stringify(rule.options?.defaults[key])})`,
  );
  return [
    layout.strong(id),
    ...paragraph(rule.summary, layout),
    '',
    ...facts,
    '',
    ...paragraph(`Why: ${rule.why}`, layout),
    '',
    ...paragraph(`What to do: ${rule.remedy}`, layout),
    ...list('It is silent', rule.exceptions ?? []),
    ...list('Options', options),
    ...list('References', rule.references),
    '',
    docsUrl(id),
    '',
  ].join('\n');
}

/** The same for programs: an entry of `cnpg-lint rules --format json`. */
export function ruleAsJson(rule: Rule): string {
  return `${JSON.stringify(describedRule(rule), null, 2)}\n`;
}

function bullet(item: string, layout: Layout): readonly string[] {
  return paragraph(item, layout, 4).map((line, index) => (index === 0 ? `  - ${line.trimStart()}` : line));
}
