import type { Path, Resource } from '../rule/index.ts';
import { parseBoolean } from '../values/go-numbers.ts';

/** The annotation that switches the failover quorum on or off. */
export const failoverQuorumAnnotation: Path = ['metadata', 'annotations', 'alpha.cnpg.io/failoverQuorum'];

/** What the annotation says; nothing where it is not there, unknown or no boolean. */
export function annotatedQuorum(cluster: Resource): boolean | undefined {
  const text = cluster.get('string', ...failoverQuorumAnnotation)?.value;
  return text === undefined ? undefined : parseBoolean(text);
}
