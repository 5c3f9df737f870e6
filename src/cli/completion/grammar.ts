import { rules } from '../../core.ts';
import { loadSchemas } from '../../node/load-schemas.ts';
import { reporters } from '../../reporters/index.ts';
import { presets } from '../../rule/define-rule.ts';
import { type Command, commands, commonFlags } from '../commands.ts';
import { type Flag, type Option, options } from '../options.ts';

/** A word that can be completed, and what it means; the meaning may be empty. */
export type Choice = readonly [word: string, meaning: string];

/** What can stand somewhere: one of some words, a path, a rule with a severity, or anything. */
export type Values = readonly Choice[] | 'files' | 'directories' | 'rule settings' | 'anything';

/** A flag of a command. */
export interface FlagGrammar {
  /** As they are typed, the short one first. */
  readonly names: readonly string[];
  readonly help: string;
  readonly isRepeatable: boolean;
  /** Nothing for a flag without a value. */
  readonly values?: Values;
}

/** What may follow a command. */
export interface CommandGrammar {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly FlagGrammar[];
  readonly args: Values;
}

/** Everything that a shell can complete. */
export interface Grammar {
  readonly commands: readonly CommandGrammar[];
  readonly rules: readonly Choice[];
  readonly severities: readonly string[];
}

export const shells = ['bash', 'zsh', 'fish'] as const;

/** The grammar of the command line, from the tables that parse it. */
export async function grammar(): Promise<Grammar> {
  const { kinds, cnpgVersions } = await loadSchemas();
  const ids = rules.map(({ id, summary }): Choice => [id, summary]);
  const words = (all: readonly string[]): readonly Choice[] => all.map((word) => [word, '']);
  const known: Readonly<Record<NonNullable<Command['takes']>, Values>> = {
    files: 'files',
    directories: 'directories',
    rules: [...ids, ...kinds.map(({ kind }): Choice => [kind, 'a kind, and its fields'])],
    commands: commands.map(({ name, summary }) => [name, summary]),
    shells: words(shells),
  };
  const formats: Readonly<Record<string, readonly string[]>> = {
    config: ['pretty', 'json'],
    rules: ['json', 'markdown'],
    explain: ['json'],
  };
  const valuesOf = (flag: Flag, { value = '' }: Option, command: string): Values => {
    switch (flag) {
      case 'preset':
        return words(presets);
      case 'format':
        return words(formats[command] ?? Object.keys(reporters));
      case 'cnpg-version':
        return words([...cnpgVersions, 'auto']);
      case 'rule':
        return 'rule settings';
      default:
        return value.includes('FILE') ? 'files' : value.includes('DIR') ? 'directories' : 'anything';
    }
  };
  const flagOf = (flag: Flag, command: string): FlagGrammar => {
    const option: Option = options[flag];
    return {
      names: [...(option.short === undefined ? [] : [`-${option.short}`]), `--${flag}`],
      help: option.help,
      isRepeatable: option.multiple === true,
      ...(option.type === 'string' && { values: valuesOf(flag, option, command) }),
    };
  };
  return {
    commands: commands.map(({ name, summary, flags, takes }: Command) => ({
      name,
      summary,
      flags: [...flags, ...commonFlags].map((flag) => flagOf(flag, name)),
      args: takes === undefined ? [] : known[takes],
    })),
    rules: ids,
    severities: ['error', 'warning', 'info', 'off'],
  };
}

/** The flags of any command that take a value, as they are typed. */
export function valueFlags({ commands: all }: Grammar): readonly string[] {
  return [...new Set(all.flatMap(({ flags }) => flags.filter(({ values }) => values).flatMap(({ names }) => names)))];
}
