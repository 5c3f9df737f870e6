import { defineRule, type Field, type RawFix, type Resource, type RuleContext } from '../../src/rule/index.ts';

const names = ['minSyncReplicas', 'maxSyncReplicas'];
const synchronous = ['spec', 'postgresql', 'synchronous'];
const constraint = ['spec', 'postgresql', 'syncReplicaElectionConstraint', 'enabled'];

export default defineRule({
  id: 'ha/sync-deprecated-fields',
  kinds: ['Cluster'],
  consequence: 'deprecated',
  preset: 'recommended',
  since: '1.24',
  summary: 'A Cluster asks for synchronous standbys with `postgresql.synchronous`',
  why:
    'minSyncReplicas and maxSyncReplicas are deprecated since 1.24. With them the number of standbys that a commit waits for is lowered ' +
    'without a word when standbys are missing, below even the least number that was asked for.',
  remedy:
    'Use `postgresql.synchronous` with `method: any`, `number` as maxSyncReplicas, and `dataDurability: required`, or `preferred` to keep lowering the number when standbys are missing.',
  exceptions: [
    'Zero, which asks for nothing.',
    'A cluster with `syncReplicaElectionConstraint`, which works with the older fields alone.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/replication/#synchronous-replication',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/1688',
  ],

  check(cluster, context) {
    const used = names.filter((name) => (cluster.get('integer', 'spec', name)?.value ?? 0) > 0);
    const [first, second] = used;
    const mayConstrain = cluster.isUnknown(...constraint) || cluster.get('boolean', ...constraint)?.value === true;
    if (first === undefined || mayConstrain) return undefined;
    const fix = replacement(cluster, context);
    return {
      at: cluster.key('spec', first),
      message: `${used.join(' and ')} ${second === undefined ? 'is' : 'are'} deprecated in favour of postgresql.synchronous`,
      ...(fix && { fix }),
    };
  },
});

/** Asks for the same in the new way, where that says as much and there is room for it. */
function replacement(cluster: Resource, { project }: RuleContext<object>): RawFix | undefined {
  const [min, max] = names.map((name) => cluster.get('integer', 'spec', name));
  if (!max || (min?.value ?? 0) > max.value || cluster.has(...synchronous)) return undefined;
  if ([min, max].some(isAssumed)) return undefined;
  const { data, editor } = cluster;
  const hasDurability = project.schemas.field(
    data.group,
    'Cluster',
    [...synchronous, 'dataDurability'],
    project.target,
  );
  const isExact = min?.value === max.value;
  // Without the choice of durability, the new way is always strict.
  if (!hasDurability && !isExact) return undefined;
  const dataDurability = isExact ? 'required' : 'preferred';
  const value = { method: 'any', number: max.value, ...(hasDurability && { dataDurability }) };
  const added = cluster.has('spec', 'postgresql')
    ? editor.set(cluster.inDocument(...synchronous), value)
    : editor.set(cluster.inDocument('spec', 'postgresql'), { synchronous: value });
  const removed = names.map((name) =>
    cluster.hasKey('spec', name) ? editor.remove(cluster.inDocument('spec', name)) : [],
  );
  const touches = added.some((a) => removed.flat().some((b) => a.start <= b.end && b.start <= a.end));
  const isWhole = names.every((name, index) => !cluster.hasKey('spec', name) || (removed[index]?.length ?? 0) > 0);
  if (added.length === 0 || touches || !isWhole) return undefined;
  return {
    title: `Ask for the same with postgresql.synchronous${hasDurability ? ` and ${dataDurability} durability` : ''}`,
    safe: false,
    edits: [...added, ...removed.flat()],
  };
}

function isAssumed(field: Field<number> | undefined): boolean {
  return field?.assumed === true;
}
