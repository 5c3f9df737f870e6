import { targetClusters } from '../../src/facts/target-clusters.ts';
import { defineRule, type Field, type Resource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'declarative/role-declared-once',
  kinds: ['DatabaseRole'],
  consequence: 'data-loss',
  preset: 'recommended',
  since: '1.30',
  summary: 'A role is described by the Cluster or by a DatabaseRole, not by both',
  why:
    'The list in the Cluster wins, and the DatabaseRole is never applied. Once the entry is removed from the list, the DatabaseRole takes over ' +
    'and resets every attribute that it does not mention.',
  remedy: 'Remove the entry from `managed.roles`, or the DatabaseRole.',
  exceptions: [
    'Where several clusters have the name, as in overlays of several environments, all of them must list the role.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/declarative_role_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/management/controller/databaserole_controller.go',
  ],

  check(role, context) {
    const name = role.text('spec', 'name');
    if (!name || name.value === '' || role.isPartial) return undefined;
    const clusters = context.fact(targetClusters, role);
    const entries = clusters.flatMap((cluster) => entryOf(cluster, name.value) ?? []);
    const [entry] = entries;
    if (!entry || entries.length < clusters.length) return undefined;
    return {
      at: name.at,
      message: `The role "${name.value}" is in the list managed.roles of cluster "${entry.at.resource.name}" as well, which wins`,
      related: [{ at: entry.at, message: 'The entry of the Cluster' }],
    };
  },
});

function entryOf(cluster: Resource, name: string): Field<string> | undefined {
  const roles = cluster.get('array', 'spec', 'managed', 'roles')?.value ?? [];
  return [...roles.keys()]
    .map((index) => cluster.text('spec', 'managed', 'roles', index, 'name'))
    .find((own) => own?.value === name);
}
