import {
  type Choice,
  type CommandGrammar,
  type FlagGrammar,
  type Grammar,
  type Values,
  valueFlags,
} from './grammar.ts';

/** A script for fish. */
export function fishScript(grammar: Grammar): string {
  const { commands, rules, severities } = grammar;
  const names = commands.map(({ name }) => name).join(' ');
  return `# fish completion of cnpg-lint, made by \`cnpg-lint completion fish\`

# The command that is typed; lint for any other argument, and nothing before there is one.
function __cnpg_lint_command
    set -l words (commandline -opc)
    set -e words[1]
    set -l skip
    for word in $words
        if set -q skip[1]
            set -e skip[1]
            continue
        end
        switch $word
            case ${valueFlags(grammar).join(' ')}
                set skip 1
            case '-*'
            case ${names}
                echo $word
                return
            case '*'
                echo lint
                return
        end
    end
end

function __cnpg_lint_has
    set -l command (__cnpg_lint_command)
    contains -- "$command" $argv
end

${choices('rules', rules)}
${commands.flatMap(({ name, args }) => (hasMeanings(args) ? [choices(name, args)] : [])).join('\n')}

function __cnpg_lint_rule_settings
    set -l id (string match -r '^[^=]+=' -- (commandline -ct))
    if set -q id[1]
        printf '%s\\n' $id${`{${severities.join(',')}}`}
    else
        __cnpg_lint_choices_rules | string replace -r '\\t' '=\\t'
    end
end

${commands.map(({ name, summary }) => `complete -c cnpg-lint -n "__cnpg_lint_has ''" -a ${name} -d ${quoted(summary)}`).join('\n')}
${commands.flatMap(commandLines).join('\n')}
`;
}

function commandLines({ name, flags, args }: CommandGrammar): readonly string[] {
  // Before anything is typed, what follows is for lint.
  const where = `complete -c cnpg-lint -n ${quoted(name === 'lint' ? "__cnpg_lint_has lint ''" : `__cnpg_lint_has ${name}`)}`;
  return [
    ...flags.map((flag) => `${where} ${flagWords(flag)}`),
    ...(args === 'files'
      ? []
      : [`${where} ${hasMeanings(args) ? `-f -a '(__cnpg_lint_choices_${name})'` : valueWords(args)}`]),
  ];
}

function flagWords({ names, help, values }: FlagGrammar): string {
  const spelt = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(' ');
  const takes = values === undefined ? '' : ` -r ${values === 'files' ? '-F' : valueWords(values)}`;
  return `${spelt}${takes} -d ${quoted(help)}`;
}

/** What offers values and no files. */
function valueWords(values: Values): string {
  switch (values) {
    case 'files':
    case 'anything':
      return '-f';
    case 'directories':
      return "-f -a '(__fish_complete_directories)'";
    case 'rule settings':
      return "-f -a '(__cnpg_lint_rule_settings)'";
    default:
      return values.length === 0 ? '-f' : `-f -a ${quoted(values.map(([word]) => word).join(' '))}`;
  }
}

function hasMeanings(values: Values): values is readonly Choice[] {
  return typeof values !== 'string' && values.some(([, meaning]) => meaning !== '');
}

/** A function that prints words with their meanings. */
function choices(name: string, words: readonly Choice[]): string {
  const lines = words.map(([word, meaning]) => `        ${quoted(word)}\\t${quoted(meaning)}`);
  return `function __cnpg_lint_choices_${name}\n    printf '%s\\n' \\\n${lines.join(' \\\n')}\nend\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/gu, '\\$&')}'`;
}
