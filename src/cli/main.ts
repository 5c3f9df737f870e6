import { SettingError } from '../core.ts';
import { UsageError } from '../node/usage-error.ts';
import { version } from '../version.ts';
import { lintCommand } from './commands/lint.ts';
import { reportFault } from './fault.ts';
import { help } from './help.ts';
import { type Arguments, parseArguments } from './options.ts';
import { type Surroundings, tell } from './streams.ts';

/** Exit statuses; they are part of the interface. */
export const status = { clean: 0, findings: 1, usage: 2, fault: 3 } as const;

const commands = ['lint', 'diff', 'effective', 'config', 'rules', 'explain', 'init'] as const;

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
  if (flags.help === true) {
    surroundings.stdout.write(help());
    return status.clean;
  }
  if (flags.version === true) {
    surroundings.stdout.write(`${version}\n`);
    return status.clean;
  }
  const command = commands.find((name) => name === positionals[0]);
  const rest = command === undefined ? positionals : positionals.slice(1);
  switch (command) {
    case 'diff':
      return (await import('./commands/diff.ts')).diffCommand(flags, rest, surroundings);
    case 'effective':
      return (await import('./commands/effective.ts')).effectiveCommand(flags, rest, surroundings);
    case 'config':
      return (await import('./commands/config.ts')).configCommand(flags, rest, surroundings);
    case 'rules':
      return (await import('./commands/rules.ts')).rulesCommand(flags, surroundings);
    case 'explain':
      return (await import('./commands/explain.ts')).explainCommand(rest, surroundings);
    case 'init':
      return (await import('./commands/init.ts')).initCommand(flags, rest, surroundings);
    default:
      return lintCommand(flags, rest, surroundings);
  }
}
