import {
  type Choice,
  type CommandGrammar,
  type FlagGrammar,
  type Grammar,
  type Values,
  valueFlags,
} from './grammar.ts';

/** A script for zsh, to be sourced, or to be put into a file `_cnpg-lint` of the function path. */
export function zshScript(grammar: Grammar): string {
  const { commands, rules, severities } = grammar;
  return `#compdef cnpg-lint
# zsh completion of cnpg-lint, made by \`cnpg-lint completion zsh\`

_cnpg-lint-rule-settings() {
  if compset -P '*='; then
    compadd -- ${severities.join(' ')}
  else
    compadd -S = -- ${rules.map(([id]) => id).join(' ')}
  fi
}

_cnpg-lint-commands() {
  local -a commands=(
${described(commands.map(({ name, summary }) => [name, summary]))}
  )
  _describe -t commands command commands
}

_cnpg-lint() {
  local curcontext="$curcontext" state line command=lint first word skip
  local -a arguments
  typeset -A opt_args
  for word in "\${(@)words[2,CURRENT-1]}"; do
    if [[ -n $skip ]]; then
      skip=
      continue
    fi
    case $word in
      (${valueFlags(grammar).join('|')}) skip=1 ;;
      (-*) ;;
      (*) first=$word && break ;;
    esac
  done
  case $first in
    (${commands.map(({ name }) => name).join('|')}) command=$first ;;
  esac
  case $command in
${commands.map(commandCase).join('\n')}
  esac
}

if [[ $funcstack[1] == _cnpg-lint ]]; then
  _cnpg-lint "$@"
else
  compdef _cnpg-lint cnpg-lint
fi
`;
}

function commandCase({ name, flags, args }: CommandGrammar): string {
  const rest = typeof args === 'string' ? action(args) : '->arguments';
  const first = name === 'lint' ? '1: :{ _cnpg-lint-commands; _files }' : '1:command:( )';
  const specs = [...flags.flatMap(flagSpecs), first, ...(args.length === 0 ? [] : [`*:argument:${rest}`])];
  const choices =
    typeof args === 'string' || args.length === 0
      ? ''
      : `
      if [[ $state == arguments ]]; then
        arguments=(
${described(args)}
        )
        _describe argument arguments
      fi`;
  return `    (${name})
      _arguments -C -s -S : \\
${specs.map((spec) => `        ${quoted(spec)}`).join(' \\\n')}${choices}
      ;;`;
}

function flagSpecs({ names, help, isRepeatable, values }: FlagGrammar): readonly string[] {
  const excluded = isRepeatable ? '*' : `(${names.join(' ')})`;
  const meaning = help.replaceAll(/[[\]\\:]/gu, '\\$&');
  return names.map((name) => {
    const equals = values !== undefined && name.startsWith('--') ? '=' : '';
    return `${excluded}${name}${equals}[${meaning}]${values === undefined ? '' : `:value:${action(values)}`}`;
  });
}

/** What completes values, in the words of _arguments. */
function action(values: Values): string {
  switch (values) {
    case 'files':
      return '_files';
    case 'directories':
      return '_files -/';
    case 'rule settings':
      return '_cnpg-lint-rule-settings';
    case 'anything':
      return ' ';
    default:
      return `(${values.map(([word]) => word).join(' ')})`;
  }
}

function described(choices: readonly Choice[]): string {
  return choices.map(([word, meaning]) => `    ${quoted(meaning === '' ? word : `${word}:${meaning}`)}`).join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
