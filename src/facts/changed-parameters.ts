import { type FactContext, hasPlaceholder, type Resource } from '../rule/index.ts';
import { parameterDefaults } from './cluster-defaults.ts';
import { postgresMajor } from './postgres-major.ts';
import { isReplicaCluster } from './replica-cluster.ts';

/** The PostgreSQL parameters that certainly differ between a stored Cluster and a new one, both with their defaults. */
export function changedParameters(stored: Resource, changed: Resource, context: FactContext): readonly string[] {
  const path = ['spec', 'postgresql', 'parameters'];
  // Defaults depend on the major of the image.
  const sources = [path, ['spec', 'imageName'], ['spec', 'imageCatalogRef', 'major']];
  if ([stored, changed].some((one) => sources.some((source) => one.isUnknown(...source)))) return [];
  const before = parametersOf(stored, context);
  const after = changed.get('object', ...path)?.value ?? {};
  return [...new Set([...Object.keys(after), ...Object.keys(before)])].filter((name) => {
    const isOpen = [stored, changed].some(
      (one) => one.isUnknown(...path, name) || (name === 'archive_mode' && hasOpenArchiveMode(one, context)),
    );
    return !isOpen && !hasPlaceholder(name) && before[name] !== after[name];
  });
}

/** The operator defaults a stored Cluster without the values that only it may set. */
function parametersOf(stored: Resource, context: FactContext): Readonly<Record<string, unknown>> {
  const own = stored.get('object', 'spec', 'postgresql', 'parameters')?.value ?? {};
  const major = context.fact(postgresMajor, stored);
  if (major === undefined) return own;
  const operator = context.project.schemas.operator(context.project.target);
  const free = Object.entries(own).filter(
    ([name]) => name === 'archive_mode' || !operator.fixedParameters.includes(name),
  );
  return { ...parameterDefaults(operator, major), ...Object.fromEntries(free) };
}

/** Whether a placeholder hides what the operator derives the archive mode from. */
function hasOpenArchiveMode(cluster: Resource, context: FactContext): boolean {
  const isOpen = cluster.isUnknown('metadata', 'annotations', 'cnpg.io/skipWalArchiving');
  return isOpen || context.fact(isReplicaCluster, cluster) === 'maybe';
}
