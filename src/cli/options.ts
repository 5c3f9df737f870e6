import { parseArgs } from 'node:util';
import { UsageError } from '../node/usage-error.ts';
import { reporters } from '../reporters/index.ts';
import { nearest } from '../text/nearest.ts';

/** One flag: what parses it, helps with it and documents it. */
export interface Option {
  readonly type: 'boolean' | 'string';
  readonly multiple?: boolean;
  readonly short?: string;
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly help: string;
}

/** Every flag, in the order of the help. */
export const options = {
  'cnpg-version': {
    type: 'string',
    value: 'MINOR',
    help: 'operator minor to lint for, such as 1.30, or auto: the one that a manifest or chart installs (default: the newest known)',
  },
  crds: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    help: 'CRDs of your own, used instead of the embedded ones; repeatable',
  },
  preset: {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: 'server, recommended (default), production or strict; repeatable',
  },
  rule: {
    type: 'string',
    multiple: true,
    value: 'ID=SEVERITY',
    help: 'set a rule, or category/*, to error, warning, info or off; repeatable',
  },
  format: {
    type: 'string',
    multiple: true,
    short: 'f',
    value: 'NAME[=FILE]',
    help: `${Object.keys(reporters).join(', ')}; repeatable with files`,
  },
  'output-file': {
    type: 'string',
    multiple: true,
    short: 'o',
    value: '[NAME=]FILE',
    help: 'write the report into a file; as NAME=FILE beside what is printed, and repeatable',
  },
  'show-suppressed': { type: 'boolean', help: 'put what is suppressed into SARIF, too' },
  fix: { type: 'boolean', help: 'apply the safe fixes' },
  'fix-dry-run': { type: 'boolean', help: 'print the safe fixes as a unified diff and change nothing' },
  'max-warnings': { type: 'string', value: 'N', help: 'fail on more than N warnings (default: any number is fine)' },
  baseline: {
    type: 'string',
    value: 'FILE',
    help: 'keep the findings in this file out of the report (default: .cnpg-lint-baseline.json beside the configuration)',
  },
  'update-baseline': { type: 'boolean', help: 'write what is found now into the baseline' },
  'no-baseline': { type: 'boolean', help: 'report what the baseline keeps out, too' },
  quiet: { type: 'boolean', short: 'q', help: 'report errors only' },
  'exit-zero': { type: 'boolean', help: 'report, but never fail because of findings' },
  config: {
    type: 'string',
    short: 'c',
    value: 'FILE',
    help: 'configuration file (default: the nearest .cnpg-lint.yaml)',
  },
  'no-config': { type: 'boolean', help: 'read no configuration file' },
  index: { type: 'string', value: 'DIR', help: 'where rules look things up (default: the whole project)' },
  'no-index': { type: 'boolean', help: 'look things up in the given paths only' },
  'force-exclude': {
    type: 'boolean',
    help: 'leave out files that are ignored even if they are named, as pre-commit names them',
  },
  base: {
    type: 'string',
    value: 'REF|DIR',
    help: 'judge the changes since a git revision or a directory, too, as updates of what is applied',
  },
  watch: { type: 'boolean', short: 'w', help: 'lint again whenever files change, until Ctrl-C' },
  markdown: { type: 'boolean', help: 'search directories for Markdown, too' },
  'stdin-filename': { type: 'string', value: 'NAME', help: 'what standard input is called in the report' },
  yes: { type: 'boolean', short: 'y', help: 'init: write without asking' },
  color: { type: 'boolean', help: 'colour the output (default: on a terminal)' },
  'no-color': { type: 'boolean', help: 'do not colour the output' },
  debug: { type: 'boolean', help: 'show on standard error where the time went, and stack traces of faults' },
  help: { type: 'boolean', short: 'h', help: 'show this help' },
  version: { type: 'boolean', short: 'V', help: 'show the version' },
} as const satisfies Readonly<Record<string, Option>>;

/** The name of a flag. */
export type Flag = keyof typeof options;

/** The flags as given, and the rest of the arguments. */
export interface Arguments {
  readonly flags: { readonly [K in Flag]?: ValueOf<(typeof options)[K]> };
  readonly positionals: readonly string[];
}

type ValueOf<O extends Option> = O['type'] extends 'boolean'
  ? boolean
  : O extends { multiple: true }
    ? readonly string[]
    : string;

/** Parses arguments. Throws a UsageError for a flag that does not exist or lacks its value. */
export function parseArguments(args: readonly string[]): Arguments {
  for (const arg of args) {
    if (arg === '--') break;
    const name = /^--([^=]+)/u.exec(arg)?.[1];
    if (name === undefined || Object.hasOwn(options, name)) continue;
    const near = nearest(name, Object.keys(options));
    throw new UsageError(`unknown flag "--${name}"${near === undefined ? '' : `; did you mean "--${near}"?`}`);
  }
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { flags: values as Arguments['flags'], positionals };
  } catch (error) {
    // Its first sentence says what is wrong; the rest explains how to escape a dash.
    throw new UsageError(
      error instanceof Error ? (error.message.split(/\.\s/u)[0] ?? error.message).toLowerCase() : String(error),
    );
  }
}
