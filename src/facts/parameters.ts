import { defineFact, hasPlaceholder, type Path, type Resource } from '../rule/index.ts';
import { parsePostgresBoolean } from '../values/postgres-boolean.ts';
import { postgresMajor } from './postgres-major.ts';

/** Where a Cluster has the parameters of PostgreSQL. */
export const parametersPath: Path = ['spec', 'postgresql', 'parameters'];

/**
 * Does the operator look at a Cluster's parameters? It does not where the image tells no version of PostgreSQL. A
 * placeholder will be filled with an image that does: any other is refused.
 */
export const readsParameters = defineFact<Resource, boolean>({
  name: 'reads-parameters',
  compute(cluster, context) {
    const image: readonly Path[] = [['imageName'], ['imageCatalogRef', 'major']];
    return (
      image.some((path) => cluster.isUnknown('spec', ...path)) || context.fact(postgresMajor, cluster) !== undefined
    );
  },
});

/** The names of the parameters that a Cluster sets, placeholders included. */
export function parameterNames(cluster: Resource): readonly string[] {
  return Object.keys(cluster.get('object', ...parametersPath)?.value ?? {});
}

/** Whether a Cluster configures the extension pg_failover_slots, for which a parameter of it is all the operator asks. */
export function hasFailoverSlots(cluster: Resource): 'yes' | 'no' | 'maybe' {
  if (cluster.isUnknown(...parametersPath)) return 'maybe';
  const names = parameterNames(cluster);
  if (names.some((name) => name.startsWith('pg_failover_slots.'))) return 'yes';
  return names.some((name) => hasPlaceholder(name)) ? 'maybe' : 'no';
}

/** What a parameter that is switched on or off is set to: `missing` when it is not, `wrong` when it is neither. */
export function switchOf(cluster: Resource, name: string): 'on' | 'off' | 'missing' | 'wrong' | 'unknown' {
  const path = [...parametersPath, name];
  const text = cluster.get('string', ...path)?.value;
  if (text === undefined) return cluster.isUnknown(...path) || cluster.has(...path) ? 'unknown' : 'missing';
  const isOn = parsePostgresBoolean(text);
  return isOn === undefined ? 'wrong' : isOn ? 'on' : 'off';
}
