import { lintCommand } from './commands/lint.ts';
import { type Arguments, type Flag, options } from './options.ts';
import type { Surroundings } from './streams.ts';

/** Runs a command on the flags and the arguments after its name; returns the exit status. */
export type Run = (
  flags: Arguments['flags'],
  args: readonly string[],
  surroundings: Surroundings,
) => number | Promise<number>;

/** One command: what runs it, helps with it and completes it in a shell. */
export interface Command {
  readonly name: string;
  /** What stands after the name in the usage. */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What its arguments are, for completion; without it, there are none. */
  readonly takes?: 'files' | 'rules' | 'commands' | 'shells';
  /** The flags beside those that every command takes. */
  readonly flags: readonly Flag[];
  /** What it does, in short paragraphs, for its own help. */
  readonly about: readonly string[];
  /** Command lines behind the name of the program, and what they do. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** Loads what runs it, so that a run pays for one command only. */
  readonly load: () => Promise<Run>;
}

/** Flags that every command takes. */
export const commonFlags: readonly Flag[] = ['color', 'no-color', 'debug', 'help', 'version'];

/** What runs where no command is named. */
export const lintFiles: Command = {
  name: 'lint',
  usage: '[PATH, DIRECTORY, GLOB or -]...',
  summary: 'lint (the default; without a path, the current directory)',
  takes: 'files',
  flags: allFlagsBut(),
  about: [
    'Reports on the given files, and looks things up in the whole project: the directory of the nearest configuration file, else the git work tree.',
    'Directories are searched for *.yaml and *.yml; what .gitignore or .cnpg-lintignore names is passed over. "-" reads standard input.',
  ],
  examples: [
    ['k8s/', 'lint a directory, with the whole repository as its index'],
    ['--cnpg-version 1.27 --preset production clusters/', 'another release of the operator, and more rules'],
    ['--fix k8s/', 'mend what can be mended safely'],
  ],
  load: () => Promise.resolve(lintCommand),
};

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  lintFiles,
  {
    name: 'diff',
    usage: 'OLD NEW',
    summary: 'judge a change as an update of what is applied',
    takes: 'files',
    flags: allFlagsBut('base'),
    about: [
      'OLD is a file, a directory or a git revision; NEW a file or a directory. Reports on what is new or changed.',
    ],
    examples: [
      ['old/ new/', 'two directories'],
      ['HEAD~1 k8s/', 'what the last commit changed'],
    ],
    load: async () => (await import('./commands/diff.ts')).diffCommand,
  },
  {
    name: 'effective',
    usage: 'FILE...',
    summary: 'print resources with all defaults, and who adds them',
    takes: 'files',
    flags: ['cnpg-version', 'crds', 'config', 'no-config', 'markdown', 'stdin-filename'],
    about: ['Prints each resource as the operator comes to see it; a comment says who adds a value.'],
    examples: [['k8s/cluster.yaml', 'one manifest']],
    load: async () => (await import('./commands/effective.ts')).effectiveCommand,
  },
  {
    name: 'rules',
    usage: '',
    summary: 'list the rules',
    flags: ['format'],
    about: ['Prints every rule with its severity, the smallest preset that has it, and what it wants.'],
    examples: [['--format json', 'for programs; "markdown" for documents']],
    load: async () => (await import('./commands/rules.ts')).rulesCommand,
  },
  {
    name: 'explain',
    usage: 'RULE or FIELD',
    summary: 'what a rule checks and why, or what is known of a field',
    takes: 'rules',
    flags: ['cnpg-version', 'crds', 'config', 'no-config', 'format'],
    about: [
      'Of a rule: its severity, why it is there, what to do, and when it is silent.',
      'Of a field: its type, default, allowed values and limits, the releases that have it and what they changed, the fields below, and the rules that look at it. The kind may be left out where a Cluster, or one kind alone, has the field.',
    ],
    examples: [
      ['backup/schedule-six-fields', 'a rule'],
      ['Cluster.spec.storage', 'a field'],
      ['spec.externalClusters[].name', 'a field of the items of a list'],
      ['--format json spec.backup', 'for programs'],
    ],
    load: async () => (await import('./commands/explain.ts')).explainCommand,
  },
];

function allFlagsBut(...others: readonly Flag[]): readonly Flag[] {
  return (Object.keys(options) as Flag[]).filter((name) => !others.includes(name) && !commonFlags.includes(name));
}
