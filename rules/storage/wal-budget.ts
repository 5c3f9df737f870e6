import { claimedSizes } from '../../src/facts/claimed-sizes.ts';
import { parametersPath } from '../../src/facts/parameters.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { leastBytes } from '../../src/facts/volume-sizes.ts';
import { walSize } from '../../src/facts/wal-sizes.ts';
import { defineRule, toDotted } from '../../src/rule/index.ts';
import { inBinaryUnit } from '../../src/values/quantity.ts';

const gibi = 1024 ** 3;
const walStorage = ['spec', 'walStorage'];

export default defineRule({
  id: 'storage/wal-budget',
  kinds: ['Cluster'],
  consequence: 'outage',
  preset: 'production',
  summary: 'The WAL that the settings keep fits its volume',
  why:
    '`max_wal_size` is a soft limit, to which comes what is kept for standbys and slots. A full volume stops the primary, and with it the ' +
    'standbys, which keep the same WAL. The webhook looks at `max_wal_size` alone.',
  remedy: 'Enlarge the volume, or lower `max_wal_size`, `wal_keep_size` or `max_slot_wal_keep_size`.',
  exceptions: [
    'Volumes above 2Gi where all of the parameters are left at their defaults.',
    'What the webhook refuses already, patches, and what a patch or a placeholder may set.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/7150',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/8791',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/3680',
  ],

  check(cluster, context) {
    const isOpen = [parametersPath, ['spec', 'storage'], walStorage].some(
      (path) => cluster.isUnknown(...path) || mayBePatched(cluster, context, ...path),
    );
    if (isOpen || cluster.isPartial) return undefined;
    const hasOwn = cluster.has(...walStorage);
    const stanza = toDotted(hasOwn ? walStorage : ['spec', 'storage']);
    const volume = claimedSizes(cluster, context).find((claim) => toDotted(claim.stanza) === stanza);
    const max = walSize(cluster, 'max_wal_size', context);
    const keep = walSize(cluster, 'wal_keep_size', context);
    const slots = walSize(cluster, 'max_slot_wal_keep_size', context);
    if (!volume || !max.size || !keep.size || !slots.size) return undefined;
    const room = volume.size.toNumber();
    if (room < leastBytes[hasOwn ? 'wal' : 'data']) return undefined;
    if (hasOwn && !max.isDefault && max.size.compare(volume.size) >= 0) return undefined;

    const kept = slots.size.compare(keep.size) > 0 ? slots : keep;
    const demand = max.size.toNumber() + (kept.size?.toNumber() ?? 0);
    const [share, percent] = hasOwn ? [0.8, '80 %'] : [0.5, 'half'];
    const given = [max, kept].filter(({ isDefault }) => !isDefault);
    if (demand <= room * share || (given.length === 0 && room > 2 * gibi)) return undefined;
    const parts = [max, kept].map(({ name, text, isDefault }) => `${name} ${isDefault ? 'by default ' : ''}"${text}"`);
    return {
      at: cluster.at(...volume.path),
      message: `WAL may take ${inBinaryUnit(demand)} (${parts.join(' and ')}), which is more than ${percent} of ${stanza}`,
      help: `Give the volume ${Math.ceil(demand / share / gibi)}Gi, or lower one of the parameters.`,
      related: given.map(({ path }) => ({ at: cluster.at(...path), message: 'Counted here' })),
    };
  },
});
