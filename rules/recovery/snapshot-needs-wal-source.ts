import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

const recovery = ['spec', 'bootstrap', 'recovery'];
const targets = ['targetTime', 'targetLSN', 'targetName', 'targetXID'];

export default defineRule({
  id: 'recovery/snapshot-needs-wal-source',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.volumeSnapshots',
  consequence: 'advice',
  preset: 'production',
  summary: 'A recovery from volume snapshots has a source of WAL to replay',
  why:
    'Snapshots alone hold the instant at which they were taken, and everything later is lost. A recovery target cannot be reached without ' +
    'WAL, and the recovery does not end.',
  remedy: 'Name in source an external cluster that has the WAL archive.',
  exceptions: [
    'It is an error where a recovery target asks for more than the instant of the snapshots.',
    'Patches, and clusters to which a patch gives the source.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#recovery-from-volumesnapshot-objects',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/4488',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/5056',
  ],

  check(cluster, context) {
    const snapshots = cluster.get('object', ...recovery, 'volumeSnapshots');
    const isOpen = !cluster.isEmpty(...recovery, 'source') || mayBePatched(cluster, context, ...recovery, 'source');
    if (!snapshots || cluster.isPartial || isOpen) return undefined;
    const target = targets.find((name) => !cluster.isEmpty(...recovery, 'recoveryTarget', name));
    if (target !== undefined)
      return {
        at: cluster.key(...recovery, 'recoveryTarget', target),
        message: `Without a source there is no WAL to reach "${target}" with, and the recovery does not end`,
        severity: 'error',
        related: [{ at: snapshots.at, message: 'All that there is to recover from' }],
      };
    return {
      at: snapshots.at,
      message: 'Volume snapshots without a source bring back the instant at which they were taken, and nothing later',
    };
  },
});
