import type { FactContext, Field, Path, Resource } from '../rule/index.ts';
import { parseArgument } from '../values/command-argument.ts';
import { credentialsOf, storeConfigurations } from './object-store-configurations.ts';

/** What is wrong with an additional argument of barman-cloud. */
export interface ArgumentProblem {
  readonly field: Field<string>;
  /** A clause after the argument. */
  readonly reason: string;
  readonly meant?: string;
  /** The field by which the operator sets the same option. */
  readonly setBy?: Path;
  /** Whether the command still works. */
  readonly isHarmless?: boolean;
}

/** The lists of arguments, each of one command. */
const lists: readonly (readonly [section: string, list: string])[] = [
  ['data', 'additionalCommandArgs'],
  ['data', 'restoreAdditionalCommandArgs'],
  ['wal', 'archiveAdditionalCommandArgs'],
  ['wal', 'restoreAdditionalCommandArgs'],
];

/** Options by which one algorithm is chosen, of which the commands take one only. */
const compressions = new Set(['--gzip', '-z', '--bzip2', '-j', '--xz', '--snappy', '--zstd', '--lz4']);

/** Which additional arguments of the object stores of a resource are wrong? */
export function argumentProblems(resource: Resource, context: FactContext): readonly ArgumentProblem[] {
  return context
    .fact(storeConfigurations, resource)
    .flatMap(({ path }) => lists.flatMap(([section, list]) => problemsOf(resource, path, section, list)));
}

function problemsOf(resource: Resource, store: Path, section: string, list: string): ArgumentProblem[] {
  const path = [...store, section, list];
  const isRestore = list.startsWith('restore');
  const items = resource.get('array', ...path)?.value ?? [];
  const problems: ArgumentProblem[] = [];
  // What an unknown item is, the next one may be the value of.
  let takesValue = false;
  for (const index of items.keys()) {
    const field = resource.get('string', ...path, index);
    const argument = field && parseArgument(field.value);
    const mayBeValue = takesValue;
    takesValue = !argument || (argument.is === 'option' && argument.value === undefined);
    // The operator passes over an empty item.
    if (!argument || field.value === '') continue;
    if (argument.is === 'fault') problems.push({ field, ...argument });
    else if (argument.is === 'value') {
      if (!mayBeValue) problems.push({ field, reason: 'is neither an option nor the value of one' });
    } else {
      const setBy = setElsewhere(resource, store, isRestore ? undefined : section, argument.name);
      if (setBy) problems.push({ field, ...setBy });
    }
  }
  return problems;
}

/** The field that sets an option too, and what comes of it. Restores have neither compression nor encryption. */
function setElsewhere(
  resource: Resource,
  store: Path,
  section: string | undefined,
  option: string,
): Omit<ArgumentProblem, 'field'> | undefined {
  const ignored = (setBy: Path): Omit<ArgumentProblem, 'field'> | undefined =>
    resource.has(...setBy) && resource.value(...setBy) !== false && resource.value(...setBy) !== ''
      ? { reason: `has no effect beside ${setBy.at(-1)}, which sets the same option`, setBy, isHarmless: true }
      : undefined;
  if (option === '--endpoint-url') return ignored([...store, 'endpointURL']);
  if (option === '--cloud-provider')
    return Object.values(credentialsOf)
      .map((name) => ignored([...store, name]))
      .find((problem) => problem !== undefined);
  if (section === undefined) return undefined;
  if (option === '--encryption') return ignored([...store, section, 'encryption']);
  if (section === 'data' && option === '--jobs') return ignored([...store, section, 'jobs']);
  if (section === 'data' && option === '--immediate-checkpoint')
    return ignored([...store, section, 'immediateCheckpoint']);
  const setBy = [...store, section, 'compression'];
  const set = resource.get('string', ...setBy)?.value;
  if (!compressions.has(option) || set === undefined || set === '') return undefined;
  if (`--${set}` === option) return ignored(setBy);
  return { reason: `is a second compression beside "${set}", and the command takes one only`, setBy };
}
