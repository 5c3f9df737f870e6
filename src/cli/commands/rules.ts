import { type Rule, rules } from '../../core.ts';
import { UsageError } from '../../node/usage-error.ts';
import { rulesTable } from '../../reporters/rules-table.ts';
import { severityOfConsequence } from '../../rule/define-rule.ts';
import type { Arguments } from '../options.ts';
import type { Surroundings } from '../streams.ts';

/** Prints the table of rules. */
export function rulesCommand(flags: Arguments['flags'], [name]: readonly string[], { stdout }: Surroundings): number {
  if (name !== undefined) throw new UsageError(`rules lists all rules; \`cnpg-lint explain ${name}\` tells of one`);
  const format = flags.format?.at(-1);
  switch (format) {
    case 'json':
      stdout.write(`${JSON.stringify(rules.map(describedRule), null, 2)}\n`);
      return 0;
    case 'markdown':
      stdout.write(rulesTable(rules));
      return 0;
    case undefined: {
      const rows = rules.map((rule) => [
        rule.id,
        severityOfConsequence[rule.consequence],
        rule.preset,
        rule.fixable === true ? 'fixable' : '',
        rule.summary,
      ]);
      const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
      for (const row of rows)
        stdout.write(
          `${row
            .map((cell, column) => cell.padEnd(widths[column] ?? 0))
            .join('  ')
            .trimEnd()}\n`,
        );
      return 0;
    }
    default:
      throw new UsageError(`the formats of "rules" are json and markdown, not "${format}"`);
  }
}

/** A rule for programs: everything that it declares. */
export function describedRule({
  id,
  kinds,
  consequence,
  preset,
  fixable = false,
  since,
  until,
  summary,
  why,
  remedy,
  exceptions = [],
  references,
  options,
}: Rule): object {
  return {
    id,
    severity: severityOfConsequence[consequence],
    preset,
    fixable,
    kinds,
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    summary,
    why,
    remedy,
    exceptions,
    references,
    options: options?.schema ?? {},
  };
}
