import { isMapping } from '../model/mapping.ts';
import type { ResourcePlace } from '../model/resource.ts';
import { findBelow, type Path, type Resource } from '../rule/index.ts';

/** A place where a selector of pods of a Cluster has the label `role`. */
export interface RoleSelector {
  readonly at: ResourcePlace;
  /** Whether it is a key of a mapping of labels, or the key of an expression. */
  readonly isKey: boolean;
  /** Whether the label that replaces it is there as well. */
  readonly hasBoth: boolean;
}

const roles = ['primary', 'replica'];

/** Where does an object select a Cluster's instances by the label `role`? */
export function roleSelectors(resource: Resource): readonly RoleSelector[] {
  return findBelow(resource.value('spec'), ['spec'], isSelector).flatMap(({ path, value }) =>
    inSelector(resource, path, value as Values),
  );
}

type Values = Readonly<Record<string, unknown>>;

function isSelector(value: unknown, key: string | number): boolean {
  return isMapping(value) && /selector$/iu.test(String(key));
}

function inSelector(resource: Resource, path: Path, selector: Values): RoleSelector[] {
  const isPlain = !('matchLabels' in selector || 'matchExpressions' in selector);
  const labelsPath = isPlain ? path : [...path, 'matchLabels'];
  const labels = resource.get('object', ...labelsPath)?.value ?? {};
  const expressions = resource.list('object', ...path, 'matchExpressions');
  const keys = [...Object.keys(labels), ...expressions.map(({ value }) => String(value['key']))];
  if (!keys.some((key) => key.startsWith('cnpg.io/'))) return [];
  const hasBoth = keys.includes('cnpg.io/instanceRole');
  const found: RoleSelector[] = [];
  if (roles.includes(String(labels['role'])))
    found.push({ at: resource.key(...labelsPath, 'role'), isKey: true, hasBoth });
  for (const { value, at } of expressions) {
    const values: unknown = value['values'];
    const isOfRoles = !Array.isArray(values) || values.every((one) => roles.includes(String(one)));
    if (value['key'] === 'role' && isOfRoles) found.push({ at: resource.at(...at.path, 'key'), isKey: false, hasBoth });
  }
  return found;
}
