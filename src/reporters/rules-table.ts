import { docsUrl, type Rule, severityOfConsequence } from '../rule/define-rule.ts';

/** The rules as a Markdown table; `linkOf` says where a rule's page is. */
export function rulesTable(rules: readonly Rule[], linkOf: (id: string) => string = docsUrl): string {
  const rows = rules.map((rule) => {
    const { id, consequence, preset, fixable, summary } = rule;
    return `| [\`${id}\`](${linkOf(id)}) | ${severityOfConsequence[consequence]} | ${preset} | ${fixable === true ? 'yes' : ''} | ${summary} |`;
  });
  return [
    '| Rule | Severity | From preset | Fix | What it wants |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
