import { type Command, commands, commonFlags } from './commands.ts';
import { type Option, options } from './options.ts';

/** What `--help` prints. */
export function help(): string {
  const usages = commands.map(({ name, usage, summary }) => [`  cnpg-lint ${name} ${usage}`, summary] as const);
  return `cnpg-lint finds what a real cluster would refuse in CloudNativePG manifests, and what it would accept and you would regret.

Usage:
${columns(usages)}

Options:
${columns(Object.entries(options).map(flagRow))}

Exit status:
  0  nothing at error severity, and warnings within --max-warnings
  1  findings
  2  the run could not be done as asked: bad usage or configuration, no file matches, a file cannot be read
  3  a fault of cnpg-lint itself

Examples:
  cnpg-lint k8s/                                lint a directory, with the whole repository as its index
  helm template chart | cnpg-lint -             lint what a chart renders
  cnpg-lint --cnpg-version 1.27 --preset production clusters/
`;
}

/** What `cnpg-lint COMMAND --help` prints. */
export function commandHelp({ name, usage, about, flags, examples }: Command): string {
  const rows = [...flags, ...commonFlags].map((flag): readonly [string, string] => flagRow([flag, options[flag]]));
  return `Usage: cnpg-lint ${name} ${usage}

${about.join('\n')}

Options:
${columns(rows)}

Examples:
${columns(examples.map(([line, what]) => [`  cnpg-lint ${name} ${line}`, what]))}
`;
}

function flagRow([name, option]: readonly [string, Option]): readonly [string, string] {
  const short = option.short === undefined ? '    ' : `-${option.short}, `;
  return [`  ${short}--${name}${option.value === undefined ? '' : ` ${option.value}`}`, option.help];
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `${left.padEnd(width)}${right}`).join('\n');
}
