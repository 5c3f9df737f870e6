import { backupSetup, barmanCloud } from '../../src/facts/backup-setup.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule, type FactContext, type RawFix, type Resource } from '../../src/rule/index.ts';

const backup = ['spec', 'backup'];
const policy = [...backup, 'retentionPolicy'];
const inTree = [...backup, 'barmanObjectStore'];

export default defineRule({
  id: 'backup/retention-policy-ignored',
  kinds: ['Cluster'],
  about: 'spec.backup.retentionPolicy',
  consequence: 'outage',
  preset: 'server',
  since: '1.26',
  fixable: true,
  summary: 'A Cluster has a retention policy only with an in-tree object store',
  why:
    'Only the in-tree support for Barman Cloud reads the policy of the cluster. With the plugin, or with snapshots alone, ' +
    'nothing is ever trimmed although the manifest says so, until the bucket is full.',
  remedy: "Move the value to the ObjectStore's `spec.retentionPolicy`, which starts to delete older backups.",
  exceptions: [
    'The field is removed by `--fix` only where the ObjectStore that the cluster archives to has the same policy.',
  ],
  references: [
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/migration/',
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/retention/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/8599',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/9681',
  ],

  checkAdmission(cluster, context) {
    const value = cluster.get('string', ...policy);
    if (!value || value.value === '' || !cluster.isEmpty(...inTree) || mayBePatched(cluster, context, ...inTree))
      return undefined;
    const stores = archiveStores(cluster, context);
    const own = stores?.map((store) => store.get('string', 'spec', 'retentionPolicy'));
    const first = own?.[0];
    const isSame =
      own?.every((one) => one?.value === value.value && !one.assumed) === true && first !== undefined && !value.assumed;
    return {
      at: value.at,
      message: `Nothing reads the retention policy "${value.value}" of a cluster without an in-tree object store`,
      ...(first && {
        related: [{ at: first.at, message: 'The policy of the ObjectStore, which counts' }],
        help: isSame ? 'Remove it here' : 'Remove it here, and correct the policy of the ObjectStore if need be',
      }),
      ...(!stores && { help: 'Remove it: only in the object stores of Barman Cloud a policy trims backups' }),
      ...(isSame && { fix: removal(cluster) }),
    };
  },
});

/** The ObjectStores that a Cluster may archive to by the name that it gives; nothing if it does not archive by the plugin. */
function archiveStores(cluster: Resource, context: FactContext): readonly Resource[] | undefined {
  const { plugins } = context.fact(backupSetup, cluster);
  const plugin = plugins.find(({ name, isArchiver }) => isArchiver && name === barmanCloud);
  if (!plugin) return plugins.length > 0 || cluster.isUnknown('spec', 'plugins') ? [] : undefined;
  const name = cluster.get('string', ...plugin.path, 'parameters', 'barmanObjectName');
  const stores = name ? context.project.named(cluster, 'ObjectStore', name.value) : [];
  return stores.some((store) => mayBePatched(store, context, 'spec', 'retentionPolicy')) ? [] : stores;
}

/** Removes the policy, and the section with it if there is nothing else in it. */
function removal(cluster: Resource): RawFix {
  const written = Object.keys(cluster.get('object', ...backup)?.value ?? {}).filter((name) =>
    cluster.isWritten(...backup, name),
  );
  const path = written.length > 1 ? policy : backup;
  return {
    title: 'Remove the retention policy, which the ObjectStore has as well',
    safe: true,
    edits: cluster.editor.remove(cluster.inDocument(...path)),
  };
}
