import { type Grammar, type Values, valueFlags } from './grammar.ts';

/** A script for bash, version 3.2 and later, that needs no other package. */
export function bashScript(grammar: Grammar): string {
  const { commands, rules, severities } = grammar;
  const names = commands.map(({ name }) => name);
  const values = commands.flatMap(({ name, flags }) =>
    flags.flatMap((flag) =>
      flag.values === undefined
        ? []
        : [`    ${flag.names.map((one) => `${name}:${one}`).join(' | ')}) ${reply(flag.values)} return ;;`],
    ),
  );
  return `# bash completion of cnpg-lint, made by \`cnpg-lint completion bash\`
_cnpg_lint() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} first= skip= assigned= command=lint word i
  local rules='${rules.map(([id]) => id).join(' ')}'
  COMPREPLY=()
  # What has an equals sign in it comes in three words.
  if [[ $cur == '=' ]]; then
    cur= assigned=1
  elif [[ $prev == '=' ]]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]} assigned=1
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ $skip ]]; then
      [[ $word == '=' ]] || skip=
      continue
    fi
    case $word in
      ${[...valueFlags(grammar), "'='"].join(' | ')}) skip=1 ;;
      -*) ;;
      *) first=$word && break ;;
    esac
  done
  case $first in ${names.join(' | ')}) command=$first ;; esac
  if [[ $assigned && $prev == */* ]]; then
    COMPREPLY=($(compgen -W '${severities.join(' ')}' -- "$cur"))
    return
  fi
  case $command:$prev in
${values.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${commands.map(({ name, flags }) => `      ${name}) COMPREPLY=($(compgen -W '${flags.flatMap((flag) => flag.names).join(' ')}' -- "$cur")) ;;`).join('\n')}
    esac
  elif [[ -z $first ]]; then
    local IFS=$'\\n'
    COMPREPLY=($(compgen -W '${names.join("'$'\\n''")}' -- "$cur") $(compgen -f -- "$cur"))
    compopt -o filenames 2> /dev/null
  else
    case $command in
${commands.map(({ name, args }) => `      ${name}) ${reply(args)} ;;`).join('\n')}
    esac
  fi
}
complete -o default -F _cnpg_lint cnpg-lint
`;
}

/** What offers values. Without an offer, readline completes paths. */
function reply(values: Values): string {
  switch (values) {
    case 'files':
    case 'anything':
      return ':;';
    case 'directories':
      return `COMPREPLY=($(compgen -d -- "$cur")); compopt -o filenames 2> /dev/null;`;
    case 'rule settings':
      return `COMPREPLY=($(compgen -S = -W "$rules" -- "$cur")); compopt -o nospace 2> /dev/null;`;
    default:
      return `COMPREPLY=($(compgen -W '${values.map(([word]) => word).join(' ')}' -- "$cur"));`;
  }
}
