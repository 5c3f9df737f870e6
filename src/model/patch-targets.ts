import { hasPlaceholder } from '../manifest/placeholders.ts';
import type { Layer } from './layer.ts';
import { type Mapping, mappingOf } from './mapping.ts';
import { sameName } from './names.ts';

/** What an object is known as to the patches of a kustomization. */
export interface Identity {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** The names with their namespaces that it has, and has had on its way so far. */
  readonly names: readonly Name[];
}

interface Name {
  readonly name: string;
  readonly namespace: string;
}

/** Whether something is so; `maybe` where a placeholder hides it, or what is written is not followed here. */
export type Verdict = 'yes' | 'no' | 'maybe';

/** What is known of an object of some text; an absent namespace is `default`, as Kustomize has it. */
export function identify(value: Mapping): Identity {
  const [version = '', group = ''] = String(value['apiVersion']).split('/').reverse();
  const { name, namespace } = mappingOf(value['metadata']);
  const own = { name: String(name ?? ''), namespace: String(namespace ?? 'default') };
  return { group, version, kind: String(value['kind']), names: [own] };
}

/** An object once a layer has been applied to it: Kustomize gives it the namespace, the prefix, and the suffix in turn. */
export function renamed(object: Identity, { namespace, prefix, suffix }: Layer): Identity {
  const names = [...object.names];
  const add = (change: (last: Name) => Name): void => void names.push(...names.slice(-1).map(change));
  if (namespace !== undefined) add((last) => ({ ...last, namespace }));
  if (prefix !== '') add((last) => ({ ...last, name: `${prefix}${last.name}` }));
  if (suffix !== '') add((last) => ({ ...last, name: `${last.name}${suffix}` }));
  return { ...object, names };
}

/** Whether a patch that says itself what it is for is for an object. */
export function isNamed(object: Identity, patch: Identity): Verdict {
  if (object.group !== patch.group || object.version !== patch.version || object.kind !== patch.kind) return 'no';
  const verdicts = object.names.flatMap((own) =>
    patch.names.map((its) => both(sameName(own.name, its.name), sameName(own.namespace, its.namespace))),
  );
  return oneOf(verdicts);
}

/** Whether the patterns of a patch are for an object: they mean its first or its last name, and so with its namespace. */
export function isTargeted(object: Identity, target: Mapping): Verdict {
  const ends = [object.names[0], object.names.at(-1)].filter((one) => one !== undefined);
  // Labels may come from a kustomization.
  const isSelective = ['labelSelector', 'annotationSelector'].some((key) => Boolean(target[key]));
  const fields: readonly Verdict[] = [
    ...(['group', 'version', 'kind'] as const).map((key) => matches(target[key], object[key])),
    ...(['name', 'namespace'] as const).map((key) => oneOf(ends.map((end) => matches(target[key], end[key])))),
    isSelective ? 'maybe' : 'yes',
  ];
  return fields.reduce(both);
}

/** The patterns that people write: names, `.*`, alternatives. Others, which may be slow, are not followed. */
const plain = /^(?!(?:.*\.\*){3})(?:\.\*|[\w.|^$-])*$/su;

function matches(pattern: unknown, text: string): Verdict {
  if (pattern === undefined || pattern === null || pattern === '') return 'yes';
  if (typeof pattern !== 'string' || !plain.test(pattern) || hasPlaceholder(text))
    return pattern === text ? 'yes' : 'maybe';
  return new RegExp(`^(?:${pattern})$`, 'u').test(text) ? 'yes' : 'no';
}

function both(a: Verdict, b: Verdict): Verdict {
  return a === 'no' || b === 'no' ? 'no' : a === 'maybe' ? a : b;
}

function oneOf(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('maybe') ? 'maybe' : 'no';
}
