import { UsageError } from '../../node/usage-error.ts';
import { didYouMean } from '../../text/nearest.ts';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { type Grammar, grammar, shells } from '../completion/grammar.ts';
import { zshScript } from '../completion/zsh.ts';
import type { Arguments } from '../options.ts';
import type { Surroundings } from '../streams.ts';

const scripts: Readonly<Record<(typeof shells)[number], (grammar: Grammar) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** Prints the script that teaches a shell to complete; returns the exit status. */
export async function completionCommand(
  _: Arguments['flags'],
  [name, ...others]: readonly string[],
  { stdout }: Surroundings,
): Promise<number> {
  const shell = shells.find((one) => one === name);
  if (!shell || others.length > 0) {
    const known = `completion takes one shell: ${shells.join(', ')}`;
    const near = name === undefined ? undefined : didYouMean(name, shells);
    throw new UsageError(
      `${known}${name === undefined || shell ? '' : `, not "${name}"`}${near === undefined ? '' : `; ${near}`}`,
    );
  }
  stdout.write(scripts[shell](await grammar()));
  return 0;
}
