import { type Flag, options } from './options.ts';

/** One command, for dispatch, help and completion. */
export interface Command {
  readonly name: string;
  /** What stands after the name in the usage. */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What its arguments are, for completion; without it, there are none. */
  readonly takes?: 'files' | 'directories' | 'rules' | 'commands' | 'shells';
  /** The flags beside those that every command takes. */
  readonly flags: readonly Flag[];
  /** What it does, in short paragraphs, for its own help. */
  readonly about: readonly string[];
  /** Command lines behind the name of the program, and what they do. */
  readonly examples: readonly (readonly [line: string, what: string])[];
}

/** Flags that every command takes. */
export const commonFlags: readonly Flag[] = ['color', 'no-color', 'debug', 'help', 'version'];

/** What runs where no command is named. */
export const lintFiles = {
  name: 'lint',
  usage: '[PATH, DIRECTORY, GLOB or -]...',
  summary: 'lint (the default; without a path, the current directory)',
  takes: 'files',
  flags: allFlagsBut('yes'),
  about: [
    'Reports on the given files, and looks things up in the whole project: the directory of the nearest configuration file, else the git work tree.',
    'Directories are searched for *.yaml and *.yml; what .gitignore or .cnpg-lintignore names is passed over. "-" reads standard input.',
  ],
  examples: [
    ['k8s/', 'lint a directory, with the whole repository as its index'],
    ['--cnpg-version 1.27 --preset production clusters/', 'another release of the operator, and more rules'],
    ['--fix k8s/', 'mend what can be mended safely'],
  ],
} as const satisfies Command;

/** Every command, in the order of the help. `main.ts` says what runs it. */
const table = [
  lintFiles,
  {
    name: 'diff',
    usage: 'OLD NEW',
    summary: 'judge a change as an update of what is applied',
    takes: 'files',
    flags: allFlagsBut('base', 'watch', 'update-baseline', 'yes'),
    about: [
      'OLD is a file, a directory or a git revision; NEW a file or a directory. Reports on what is new or changed.',
    ],
    examples: [
      ['old/ new/', 'two directories'],
      ['HEAD~1 k8s/', 'what the last commit changed'],
    ],
  },
  {
    name: 'effective',
    usage: 'FILE...',
    summary: 'print resources with all defaults, and who adds them',
    takes: 'files',
    flags: ['cnpg-version', 'crds', 'config', 'no-config', 'markdown', 'stdin-filename'],
    about: ['Prints each resource as the operator comes to see it; a comment says who adds a value.'],
    examples: [['k8s/cluster.yaml', 'one manifest']],
  },
  {
    name: 'config',
    usage: 'FILE [RULE]...',
    summary: 'what applies to a file, and from where; why a rule is on or off',
    takes: 'files',
    flags: ['config', 'no-config', 'cnpg-version', 'preset', 'rule', 'format'],
    about: [
      'Prints the settings that apply to a file, and the configuration or the flag that each comes from. The file need not exist.',
      'With rules, it tells of them alone: whether they are on, why, and with which options.',
    ],
    examples: [
      ['k8s/cluster.yaml', 'all that is set for a file'],
      ['k8s/cluster.yaml images/pinned', 'why a rule is on or off'],
      ['--format json k8s/cluster.yaml', 'for programs'],
    ],
  },
  {
    name: 'rules',
    usage: '',
    summary: 'list the rules',
    flags: ['format'],
    about: ['Prints every rule with its severity, the smallest preset that has it, and what it wants.'],
    examples: [['--format json', 'for programs; "markdown" for documents']],
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
  },
  {
    name: 'init',
    usage: '[DIRECTORY]',
    summary: 'write a configuration, a pre-commit entry and a CI job',
    takes: 'directories',
    flags: ['yes'],
    about: [
      'Looks at the repository, shows what it would write, and asks first. Files that are there stay as they are: it prints what to add to them.',
    ],
    examples: [
      ['', 'the repository of the current directory'],
      ['--yes', 'without asking'],
    ],
  },
  {
    name: 'completion',
    usage: 'bash, zsh or fish',
    summary: 'print what teaches a shell to complete commands, flags and rules',
    takes: 'shells',
    flags: [],
    about: [
      'The script needs nothing beyond the shell. Make it anew after an update, or load it at the start of each shell.',
    ],
    examples: [
      ['bash > ~/.local/share/bash-completion/completions/cnpg-lint', 'for bash with bash-completion'],
      ['zsh > ~/.zfunc/_cnpg-lint', 'for zsh, with ~/.zfunc in fpath before compinit'],
      ['fish > ~/.config/fish/completions/cnpg-lint.fish', 'for fish'],
    ],
  },
  {
    name: 'help',
    usage: '[COMMAND]',
    summary: 'this help, or that on a command',
    takes: 'commands',
    flags: [],
    about: ['The same as --help.'],
    examples: [['diff', 'the help on a command']],
  },
] as const satisfies readonly Command[];

export type CommandName = (typeof table)[number]['name'];

export const commands: readonly (Command & { readonly name: CommandName })[] = table;

function allFlagsBut(...others: readonly Flag[]): readonly Flag[] {
  return (Object.keys(options) as Flag[]).filter((name) => !others.includes(name) && !commonFlags.includes(name));
}
