import { type FactContext, hasPlaceholder, type Resource } from '../rule/index.ts';
import { isReplicaCluster } from './replica-cluster.ts';

/** The PostgreSQL parameters that certainly differ between a stored Cluster and a new one, both with their defaults and known images. */
export function changedParameters(stored: Resource, changed: Resource, context: FactContext): readonly string[] {
  const clusters = [stored, changed];
  // Defaults depend on the major of the image.
  if (clusters.some((one) => one.isUnknown('spec', 'imageCatalogRef', 'major'))) return [];
  const path = ['spec', 'postgresql', 'parameters'];
  const before = stored.get('object', ...path)?.value ?? {};
  const after = changed.get('object', ...path)?.value ?? {};
  const operator = context.project.schemas.operator(context.project.target);
  return [...new Set([...Object.keys(after), ...Object.keys(before)])].filter((name) => {
    const isArchiveMode = name === 'archive_mode';
    // What only the operator may set, it sets in both.
    const isFixed = !isArchiveMode && operator.fixedParameters.includes(name);
    const isOpen = clusters.some(
      (one) => one.isUnknown(...path, name) || (isArchiveMode && hasOpenArchiveMode(one, context)),
    );
    return !isFixed && !isOpen && !hasPlaceholder(name) && before[name] !== after[name];
  });
}

/** Whether a placeholder hides what the operator derives the archive mode from. */
function hasOpenArchiveMode(cluster: Resource, context: FactContext): boolean {
  const isOpen = cluster.isUnknown('metadata', 'annotations', 'cnpg.io/skipWalArchiving');
  return isOpen || context.fact(isReplicaCluster, cluster) === 'maybe';
}
