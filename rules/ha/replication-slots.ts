import { backupSetup } from '../../src/facts/backup-setup.ts';
import { instanceCount } from '../../src/facts/instance-count.ts';
import { keptWal } from '../../src/facts/kept-wal.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';
import { Quantity } from '../../src/values/quantity.ts';

const slots = ['spec', 'replicationSlots', 'highAvailability', 'enabled'];
const archives = [
  ['spec', 'plugins'],
  ['spec', 'backup'],
];
const enough = Quantity.parse('1Gi');

export default defineRule({
  id: 'ha/replication-slots',
  kinds: ['Cluster'],
  about: 'spec.replicationSlots.highAvailability.enabled',
  consequence: 'outage',
  preset: 'production',
  summary: 'A Cluster keeps the WAL that its standbys have not read yet',
  why:
    'Without its replication slot the primary recycles WAL although a standby has not read it. A standby that was away for a while then ' +
    'cannot follow any more and has to be copied anew.',
  remedy: 'Remove `enabled: false`, and bound what the slots may keep with the parameter `max_slot_wal_keep_size`.',
  exceptions: ['A WAL archive, from which a standby can catch up.', 'A `wal_keep_size` of at least 1GB.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/replication/#replication-slots',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/11112',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/8726',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/7895',
  ],

  check(cluster, context) {
    const enabled = cluster.get('boolean', ...slots);
    const instances = instanceCount(cluster, context);
    if (enabled?.value !== false || !instances || instances.value < 2) return undefined;
    const { inTree, plugins } = context.fact(backupSetup, cluster);
    const isOpen = [slots, ...archives].some(
      (path) => mayBePatched(cluster, context, ...path) || cluster.hidesBelow(...path),
    );
    const isInjected = context.project.scope.operatorPlugins.length > 0;
    if (isOpen || inTree || isInjected || plugins.some(({ isForBackup }) => isForBackup)) return undefined;
    const kept = context.fact(keptWal, cluster);
    if (!kept || !enough || kept.size.compare(enough) >= 0) return undefined;
    return {
      at: enabled.at,
      message: `The replication slots are off and there is no archive, so a standby that falls ${kept.text} behind must be copied anew`,
    };
  },
});
