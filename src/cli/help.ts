import { type Option, options } from './options.ts';

/** What `--help` prints. */
export function help(): string {
  const rows = Object.entries(options).map(([name, option]: [string, Option]) => {
    const short = option.short === undefined ? '    ' : `-${option.short}, `;
    return [`  ${short}--${name}${option.value === undefined ? '' : ` ${option.value}`}`, option.help] as const;
  });
  const width = Math.max(...rows.map(([flag]) => flag.length)) + 2;
  return `cnpg-lint finds what a real cluster would refuse in CloudNativePG manifests, and what it would accept and you would regret.

Usage:
  cnpg-lint [lint] [PATH, DIRECTORY, GLOB or -]...   lint (the default; without a path, the current directory)
  cnpg-lint diff OLD NEW                             what a cluster that runs OLD says to NEW: files, directories, or a git revision
  cnpg-lint effective FILE...                        the resources with all defaults, and who adds them
  cnpg-lint config FILE [RULE]...                    what applies to a file, and from where; why a rule is on or off
  cnpg-lint rules [--format json|markdown]           list the rules
  cnpg-lint explain RULE                             what a rule checks, why, and how to mend it
  cnpg-lint init [DIRECTORY]                         write a configuration, a pre-commit entry and a CI job

Options:
${rows.map(([flag, text]) => `${flag.padEnd(width)}${text}`).join('\n')}

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
