import { effective } from '../../src/facts/effective.ts';
import { setWithSections } from '../../src/facts/nested-edit.ts';
import { parametersPath } from '../../src/facts/parameters.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { publications } from '../../src/facts/publications.ts';
import { volumeSizes } from '../../src/facts/volume-sizes.ts';
import { walSize } from '../../src/facts/wal-sizes.ts';
import { defineRule, type FactContext, type Resource } from '../../src/rule/index.ts';
import { imageTag } from '../../src/values/image-reference.ts';

const slots = ['spec', 'replicationSlots', 'highAvailability', 'enabled'];

export default defineRule({
  id: 'storage/slot-retention-limit',
  kinds: ['Cluster'],
  consequence: 'outage',
  preset: 'production',
  summary: 'The WAL that replication slots keep is limited',
  why:
    'The operator makes a slot for each standby. One that is gone for long, or a subscriber that nobody misses, keeps all WAL from then on, ' +
    'until the volume is full and the primary stops.',
  remedy: 'Set `max_slot_wal_keep_size` to 50 to 70 % of the volume that the WAL is on.',
  exceptions: [
    'A single instance without Publications, and a cluster whose slots are switched off.',
    'A limit of -1 with PostgreSQL 17.0 to 17.5, which a major upgrade to them needs.',
    'Patches, and what a patch or a placeholder may set.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/replication/#replication-slots',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/728',
  ],

  check(cluster, context) {
    const limit = walSize(cluster, 'max_slot_wal_keep_size', context);
    const isOpen = [parametersPath, limit.path, slots, ['spec', 'instances']].some(
      (path) => cluster.isUnknown(...path) || mayBePatched(cluster, context, ...path),
    );
    if (cluster.isPartial || isOpen || (limit.size?.toNumber() ?? 0) >= 0 || !hasSlots(cluster, context))
      return undefined;
    const tag = imageTag(context.fact(effective, cluster).text('spec', 'imageName')?.value ?? '');
    if (!limit.isDefault && /^17\.[0-5](?![0-9])/u.test(tag)) return undefined;
    const meant = suggestion(cluster, context);
    return {
      at: cluster.at(...limit.path),
      message: limit.isDefault
        ? 'Nothing limits the WAL that a replication slot keeps for a standby or subscriber that is gone'
        : `max_slot_wal_keep_size is "${limit.text}", which lets a replication slot keep WAL without limit`,
      ...(meant !== undefined && {
        help: `Set max_slot_wal_keep_size to "${meant}", which is 60 % of walStorage.`,
        fix: {
          title: `Limit it to ${meant}`,
          safe: false,
          edits: setWithSections(cluster, limit.path, meant),
        },
      }),
    };
  },
});

/** Whether there are slots to keep WAL: those of the standbys, or those of subscribers. */
function hasSlots(cluster: Resource, context: FactContext): boolean {
  const object = context.fact(effective, cluster);
  const hasStandbys = (object.get('integer', 'spec', 'instances')?.value ?? 1) > 1;
  const isOn = object.get('boolean', ...slots)?.value === true;
  return (hasStandbys && isOn) || context.fact(publications, cluster).length > 0;
}

/** 60 % of the volume that only WAL is on. */
function suggestion(cluster: Resource, context: FactContext): string | undefined {
  const size = context.fact(volumeSizes, cluster).find(({ holds }) => holds === 'wal')?.size;
  if (!size || size === 'unknown') return undefined;
  const megabytes = (size.toNumber() * 0.6) / 1024 ** 2;
  return megabytes < 1
    ? undefined
    : megabytes < 1024
      ? `${Math.floor(megabytes)}MB`
      : `${Math.floor(megabytes / 1024)}GB`;
}
