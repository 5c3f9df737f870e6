import { backupSetup } from '../../src/facts/backup-setup.ts';
import { objectStoreWriters } from '../../src/facts/object-store-writers.ts';
import { patchesOf } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'backup/retention-policy-set',
  kinds: ['Cluster', 'ObjectStore'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A retention policy limits the backups that an object store keeps',
  why:
    'Without one nothing is ever deleted: base backups and WAL grow until the bucket is full, archiving stops, ' +
    'and the WAL volume fills.',
  remedy: 'Set retentionPolicy on the Cluster for an in-tree object store, on the ObjectStore for the plugin.',
  exceptions: [
    'An ObjectStore that no cluster archives to, but is only read from, must not be trimmed.',
    'Suppress the rule where the bucket has a lifecycle rule or an object lock instead.',
  ],
  references: [
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/retention/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/3824',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/4170',
  ],
  options: {
    schema: { default: { type: 'string', description: 'The policy that the suggested edit inserts' } },
    defaults: { default: '30d' },
  },

  check(subject, context) {
    const isCluster = subject.kind === 'Cluster';
    const path = isCluster ? ['spec', 'backup', 'retentionPolicy'] : ['spec', 'retentionPolicy'];
    const isTrimmable = isCluster
      ? context.fact(backupSetup, subject).inTree !== undefined
      : context.fact(objectStoreWriters, subject).length > 0;
    const isSet = subject.has(...path) || patchesOf(subject, context).some((patch) => patch.has(...path));
    if (!isTrimmable || subject.isPartial || isSet) return undefined;
    const policy = context.options.default;
    return {
      at: subject.at(...path),
      message: `No retention policy limits the backups in ${isCluster ? 'the object store of cluster' : 'ObjectStore'} "${subject.name}"`,
      fix: {
        title: `Set retentionPolicy to "${policy}", which deletes older backups`,
        safe: false,
        edits: subject.editor.set(subject.inDocument(...path), policy),
      },
    };
  },
});
