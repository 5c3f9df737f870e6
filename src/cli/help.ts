import { UsageError } from '../node/usage-error.ts';
import { didYouMean } from '../text/nearest.ts';
import { type Command, commands, commonFlags, lintFiles } from './commands.ts';
import { columns, type Layout, layoutFor, paragraph, section } from './layout.ts';
import { type Arguments, type Flag, type Option, options } from './options.ts';
import type { Surroundings } from './streams.ts';

type Row = readonly [string, string];

/** Prints the help on cnpg-lint, or on one of its commands; returns the exit status. */
export function helpCommand(
  flags: Arguments['flags'],
  [name, ...others]: readonly string[],
  surroundings: Surroundings,
): number {
  if (others.length > 0) throw new UsageError('help takes the name of one command');
  const known = commands.map((command) => command.name);
  const command = commands.find((one) => one.name === name);
  if (name !== undefined && !command)
    throw new UsageError(`unknown command "${name}"; ${didYouMean(name, known) ?? `known are ${known.join(', ')}`}`);
  const layout = layoutFor(flags, surroundings);
  const lines = command ? commandHelp(command, layout) : generalHelp(layout);
  surroundings.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

function generalHelp(layout: Layout): readonly string[] {
  const list = (title: string, rows: readonly Row[]): readonly string[] =>
    section(title, columns(rows, layout), layout);
  return [
    ...paragraph(
      'cnpg-lint finds what a real cluster would refuse in CloudNativePG manifests, and what it would accept and you would regret.',
      layout,
    ),
    ...section('Usage', [`  cnpg-lint ${lintFiles.usage}`, '  cnpg-lint COMMAND [ARGUMENT]...'], layout),
    ...list(
      'Commands',
      commands.map(({ name, usage, summary }) => [`${name} ${usage}`.trimEnd(), summary]),
    ),
    ...optionSections([...new Set(commands.flatMap(({ flags }) => flags)), ...commonFlags], layout),
    ...list('Exit status', exitStatuses),
    ...list('Environment', environment),
    ...list('Files', files),
    ...list('Examples', [
      ...lintFiles.examples.map(([line, what]): Row => [`cnpg-lint ${line}`, what]),
      ['helm template chart | cnpg-lint -', 'what a chart renders'],
      ['cnpg-lint --format sarif --exit-zero . > lint.sarif', 'a report for code scanning'],
    ]),
    '',
    ...paragraph(
      '`cnpg-lint help COMMAND` tells of a command, `cnpg-lint explain RULE` of a rule. All of it is on https://github.com/cnpg-lint/cnpg-lint',
      layout,
    ),
  ];
}

function commandHelp({ name, usage, about, flags, examples }: Command, layout: Layout): readonly string[] {
  return [
    ...section('Usage', [`  cnpg-lint ${name} ${usage}`.trimEnd()], layout).slice(1),
    ...about.flatMap((text) => ['', ...paragraph(text, layout)]),
    ...optionSections([...flags, ...commonFlags], layout),
    ...section(
      'Examples',
      columns(
        examples.map(([line, what]): Row => [`cnpg-lint ${name} ${line}`.trimEnd(), what]),
        layout,
      ),
      layout,
    ),
  ];
}

/** The flags by what they are about; one that no group names is among the others. */
const groups: readonly (readonly [title: string, flags: readonly string[]])[] = [
  ['What to judge by', ['cnpg-version', 'crds', 'preset', 'rule', 'config', 'no-config']],
  ['What to look at', ['index', 'no-index', 'force-exclude', 'base', 'markdown', 'stdin-filename']],
  ['Fixes', ['fix', 'fix-dry-run']],
  ['Known findings', ['baseline', 'update-baseline', 'no-baseline', 'show-suppressed']],
  [
    'Report and exit status',
    ['format', 'output-file', 'quiet', 'max-warnings', 'exit-zero', 'watch', 'color', 'no-color'],
  ],
];

function optionSections(flags: readonly Flag[], layout: Layout): readonly string[] {
  const grouped = groups.flatMap(([, own]) => own);
  const all = [...groups, ['Other options', flags.filter((flag) => !grouped.includes(flag))] as const];
  return all.flatMap(([title, own]) => {
    const rows = flags.filter((flag) => own.includes(flag)).map((flag) => flagRow(flag, options[flag]));
    return section(title, columns(rows, layout), layout);
  });
}

function flagRow(name: Flag, { short, value, help }: Option): Row {
  return [`${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`, help];
}

const exitStatuses: readonly Row[] = [
  ['0', 'nothing at error severity, and warnings within --max-warnings'],
  ['1', 'findings'],
  ['2', 'the run could not be done as asked: bad usage or configuration, no file matches, a file cannot be read'],
  ['3', 'a fault of cnpg-lint itself'],
  ['130', 'interrupted, which is how --watch ends'],
];

const environment: readonly Row[] = [
  ['NO_COLOR', 'do not colour the output; --color wins'],
  ['FORCE_COLOR', 'colour the output even where it is no terminal; 0 means not'],
  ['CLICOLOR_FORCE', 'the same, by its other name'],
  ['TERM', 'dumb: no colours, no counter'],
  ['COLUMNS', 'how wide the output may be; else as the terminal is, else 100'],
  ['CI', 'no counter, no hyperlinks'],
  ['CNPG_LINT_NOW', 'the date that rules take for today, such as 2026-08-01'],
];

const files: readonly Row[] = [
  [
    '.cnpg-lint.yaml',
    'the configuration: the nearest upwards from a file; also .yml, .json, and "cnpg-lint" in package.json',
  ],
  ['.cnpg-lint-baseline.json', 'findings that are known and not reported, beside the configuration'],
  ['.cnpg-lintignore', 'files that are not linted, in the form of .gitignore, which counts, too'],
];
