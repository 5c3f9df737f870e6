import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/slot-prefix-change',
  kinds: ['Cluster'],
  about: 'spec.replicationSlots.highAvailability',
  consequence: 'refused',
  preset: 'server',
  looksAtStored: true,
  summary: 'A Cluster keeps the prefix of the replication slots that it manages',
  why: 'The slots of the old prefix would be left behind and hold WAL back until the disk is full, so the webhook refuses the change while they are in use.',
  remedy: 'Set the old prefix again, or switch `highAvailability` off first and change the prefix afterwards.',
  references: [
    'https://cloudnative-pg.io/documentation/current/replication/#replication-slots-for-high-availability',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, _, stored) {
    const path = ['spec', 'replicationSlots', 'highAvailability'];
    if (!stored || stored.isUnknown(...path, 'enabled')) return undefined;
    if (!stored.has(...path) || stored.get('boolean', ...path, 'enabled')?.value === false) return undefined;
    const before = stored.get('string', ...path, 'slotPrefix');
    const after = cluster.get('string', ...path, 'slotPrefix');
    if (!before || !after || before.value === after.value) return undefined;
    const isWritten = cluster.isWritten(...path, 'slotPrefix');
    return {
      at: after.at,
      message: `The prefix of the slots is "${after.value}"${isWritten ? '' : ' by default'}, but was "${before.value}", and cannot change while they are in use`,
      related: [{ at: before.at, message: `It was "${before.value}"` }],
    };
  },
});
