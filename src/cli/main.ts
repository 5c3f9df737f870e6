import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { SettingError } from '../core.ts';
import { UsageError } from '../node/usage-error.ts';
import { nearest } from '../text/nearest.ts';
import { version } from '../version.ts';
import { lintCommand } from './commands/lint.ts';
import { type Command, type CommandName, commands, commonFlags, lintFiles } from './commands.ts';
import { reportFault } from './fault.ts';
import { type Arguments, parseArguments } from './options.ts';
import { type Surroundings, tell } from './streams.ts';

/** Exit statuses; they are part of the interface. */
export const status = { clean: 0, findings: 1, usage: 2, fault: 3 } as const;

/** Runs a command on the flags and the arguments after its name; returns the exit status. */
type Run = (flags: Arguments['flags'], args: readonly string[], surroundings: Surroundings) => number | Promise<number>;

/** What runs each command; a run pays for one only. */
const loaders: Readonly<Record<CommandName, () => Run | Promise<Run>>> = {
  lint: () => lintCommand,
  diff: async () => (await import('./commands/diff.ts')).diffCommand,
  effective: async () => (await import('./commands/effective.ts')).effectiveCommand,
  config: async () => (await import('./commands/config.ts')).configCommand,
  rules: async () => (await import('./commands/rules.ts')).rulesCommand,
  explain: async () => (await import('./commands/explain.ts')).explainCommand,
  init: async () => (await import('./commands/init.ts')).initCommand,
  completion: async () => (await import('./commands/completion.ts')).completionCommand,
  help: async () => (await import('./help.ts')).helpCommand,
};

/** Runs the command and returns its exit status. Only this function turns errors into words. */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<number> {
  let parsed: Arguments | undefined;
  try {
    parsed = parseArguments(args);
    return await dispatch(parsed, surroundings);
  } catch (error) {
    const { stderr } = surroundings;
    if (error instanceof UsageError || error instanceof SettingError) {
      const [first = '', ...more] = error instanceof UsageError ? error.reasons : [error.message];
      tell(stderr, `cnpg-lint: ${first}`, ...more);
      return status.usage;
    }
    reportFault(error, parsed?.flags.debug === true, stderr);
    return status.fault;
  }
}

async function dispatch({ flags, positionals }: Arguments, surroundings: Surroundings): Promise<number> {
  if (flags.version === true) {
    surroundings.stdout.write(`${version}\n`);
    return status.clean;
  }
  const [first = '', ...rest] = positionals;
  const named = commands.find(({ name }) => name === first);
  if (flags.help === true)
    return (await import('./help.ts')).helpCommand(flags, named ? [named.name] : [], surroundings);
  if (!named) refuseMisspelt(first, surroundings.cwd);
  const command = named ?? lintFiles;
  refuseForeignFlags(command, flags);
  return (await loaders[command.name]())(flags, named ? rest : positionals, surroundings);
}

/** What is no file and nearly a command is meant for one. */
function refuseMisspelt(word: string, cwd: string): void {
  if (existsSync(resolve(cwd, word))) return;
  const near = nearest(
    word,
    commands.map(({ name }) => name),
  );
  if (near !== undefined) throw new UsageError(`no file matches "${word}"; did you mean the command "${near}"?`);
}

function refuseForeignFlags({ name, flags: own }: Command, flags: Arguments['flags']): void {
  const known: readonly string[] = [...own, ...commonFlags];
  const foreign = Object.keys(flags).find((flag) => !known.includes(flag));
  if (foreign === undefined) return;
  const takes =
    own.length > 6
      ? `\`cnpg-lint ${name} --help\` lists what it takes`
      : own.length === 0
        ? 'it takes none'
        : `it takes ${own.map((flag) => `--${flag}`).join(', ')}`;
  throw new UsageError(`${name} does not take --${foreign}; ${takes}`);
}
