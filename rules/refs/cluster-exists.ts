import { areSiblings } from '../../src/facts/sibling-names.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'refs/cluster-exists',
  kinds: ['ScheduledBackup', 'Backup', 'Pooler', 'Database', 'DatabaseRole', 'Publication', 'Subscription'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A resource names a Cluster that exists',
  why:
    'No controller picks the object up, and none says why: a Backup stays pending, a Pooler never gets ready, ' +
    'a Database has no status at all.',
  remedy:
    'Set spec.cluster.name to the name of a Cluster of the same namespace, or list the name in `external.clusters`.',
  exceptions: [
    'Without the whole project in view, only a name that is nearly that of a known cluster is reported.',
    'Such a near miss is an error; for all but a ScheduledBackup any other miss is advice, as a chart may bring the cluster.',
    'A cluster of that name in another namespace, a placeholder, or a Helm template that makes clusters keeps the rule silent.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/backup/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/controller/backup_controller.go',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/management/controller/database_controller.go',
  ],

  check(subject, { project }) {
    const path = ['spec', 'cluster', 'name'];
    const name = subject.get('string', ...path);
    if (!name || name.value === '' || subject.isPartial) return undefined;
    const found = project.lookup(subject, 'Cluster', name.value);
    if (found.is !== 'missing') return undefined;

    const { near } = found;
    const isMisspelt = near !== undefined && !areSiblings(near.name, name.value);
    if (!isMisspelt && !project.isComplete('Cluster')) return undefined;
    const isSure = subject.kind === 'ScheduledBackup' || project.scope.world === 'closed';
    return {
      at: name.at,
      message: `There is no Cluster "${name.value}"`,
      ...(isMisspelt ? { severity: 'error' } : !isSure && { severity: 'info' }),
      ...(near && { related: [{ at: near.at('metadata', 'name'), message: `The nearest name is "${near.name}"` }] }),
      ...(isMisspelt && {
        help: `Set spec.cluster.name to "${near.name}".`,
        fix: {
          title: `Refer to Cluster "${near.name}"`,
          safe: false,
          edits: subject.editor.set(subject.inDocument(...path), near.name),
        },
      }),
    };
  },
});
