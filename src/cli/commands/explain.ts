import { type Rule, rules } from '../../core.ts';
import { UsageError } from '../../node/usage-error.ts';
import { docsUrl, severityOfConsequence } from '../../rule/define-rule.ts';
import { nearest } from '../../text/nearest.ts';
import type { Arguments } from '../options.ts';
import type { Surroundings } from '../streams.ts';

/** Prints what a rule checks, why, and how to mend it. */
export function explainCommand(_: Arguments['flags'], names: readonly string[], { stdout }: Surroundings): number {
  const [name] = names;
  if (name === undefined || names.length > 1)
    throw new UsageError('explain takes the id of one rule, such as backup/schedule-six-fields');
  const rule = rules.find(({ id, aliases }) => id === name || aliases?.includes(name) === true);
  if (!rule) {
    const near =
      nearest(
        name,
        rules.map(({ id }) => id),
      ) ?? rules.find(({ id }) => id.endsWith(`/${name}`))?.id;
    throw new UsageError(
      `unknown rule "${name}"${near === undefined ? '; `cnpg-lint rules` lists them' : `; did you mean "${near}"?`}`,
    );
  }
  stdout.write(explanation(rule));
  return 0;
}

function explanation(rule: Rule): string {
  const {
    id,
    consequence,
    preset,
    fixable,
    kinds,
    since,
    until,
    summary,
    why,
    remedy,
    exceptions = [],
    references,
    options,
  } = rule;
  const facts = [
    `Severity: ${severityOfConsequence[consequence]}, from preset ${preset}${fixable === true ? ', mended by --fix' : ''}`,
    ...(kinds.length > 0 ? [`Looks at: ${kinds.includes('*') ? 'every CloudNativePG kind' : kinds.join(', ')}`] : []),
    ...(since === undefined ? [] : [`Since CloudNativePG ${since}`]),
    ...(until === undefined ? [] : [`Until CloudNativePG ${until}`]),
  ];
  const list = (title: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : ['', `${title}:`, ...items.map((item) => `  - ${item}`)];
  return [
    id,
    summary,
    '',
    ...facts,
    '',
    `Why: ${why}`,
    '',
    `What to do: ${remedy}`,
    ...list('It is silent', exceptions),
    ...list(
      'Options',
      Object.entries(options?.schema ?? {}).map(
        ([key, { description }]) => `${key}: ${description} (default: ${JSON.stringify(options?.defaults[key])})`,
      ),
    ),
    ...list('References', references),
    '',
    docsUrl(id),
    '',
  ].join('\n');
}
