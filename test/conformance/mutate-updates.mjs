/* Mutations of a stored object that an update check looks at. */

import { put } from './mutate-for-webhooks.mjs';
import { draw, fixedParameters, images, quantities } from './pools.mjs';

const remove = (path) => (random, manifest) => put(random, manifest, path, undefined);
const set = (path, pool) => (random, manifest) => put(random, manifest, path, draw(random, pool));

const sizes = ['1Gi', '2Gi', '1024Mi', '500M', '10Gi', '0', '', '10737418240', '9999Mi', 'x', '100Gi'];

const parameters = (random, manifest) => {
  const key = random.pick([...Object.keys(fixedParameters), 'work_mem', 'wal_level', 'wal_level', 'max_connections']);
  const value = random.pick(fixedParameters[key] ?? ['minimal', 'logical', 'replica', '64MB', '100']);
  put(random, manifest, 'spec.postgresql.parameters.placeholder', '');
  delete manifest.spec.postgresql.parameters.placeholder;
  manifest.spec.postgresql.parameters[key] = value;
};

const tablespaces = (random, manifest) => {
  const list = manifest.spec.tablespaces;
  if (!Array.isArray(list) || list.length === 0) {
    manifest.spec.tablespaces = [{ name: 'added', storage: { size: '1Gi' } }];
    return;
  }
  const index = random.below(list.length);
  const ways = [
    () => list.splice(index, 1),
    () => list.reverse(),
    () => delete manifest.spec.tablespaces,
    () => {
      manifest.spec.tablespaces = random.pick([[], null]);
    },
    () => {
      list[index] = { ...list[index], name: String(list[index]?.name).toUpperCase() };
    },
    () => {
      list[index] = { ...list[index], storage: { size: random.pick(sizes) } };
    },
    () => {
      list[index] = {
        ...list[index],
        storage: { pvcTemplate: { resources: { requests: { storage: random.pick(sizes) } } } },
      };
    },
  ];
  random.pick(ways)();
};

const image = (random, manifest) => {
  put(
    random,
    manifest,
    'spec.imageName',
    random.chance(70) ? `postgres:${random.pick([13, 14, 15, 16, 17, 18])}` : draw(random, images),
  );
  if (random.chance(50)) parameters(random, manifest);
  if (random.chance(50)) put(random, manifest, 'spec.primaryUpdateMethod', random.pick(['switchover', 'restart']));
};

const catalogue = (random, manifest) => {
  put(random, manifest, 'spec.imageCatalogRef', {
    apiGroup: 'postgresql.cnpg.io',
    kind: 'ImageCatalog',
    name: 'images',
    major: random.pick([14, 15, 16, 17, 18]),
  });
  put(random, manifest, 'spec.imageName', undefined);
};

const replica = (random, manifest) =>
  put(random, manifest, 'spec.replica', {
    source: random.pick(['origin', 'paris', 'berlin']),
    ...(random.chance(60) ? { enabled: random.chance(50) } : { primary: random.pick(['paris', 'berlin', 'origin']) }),
  });

/** By kind: what an update may change that a check compares with the stored object. */
export const updateMutations = {
  Cluster: [
    set('spec.storage.size', sizes),
    set('spec.storage.size', quantities),
    set('spec.storage', [
      {},
      { size: '1Gi' },
      { pvcTemplate: { resources: { requests: { storage: '5Gi' } } } },
      { pvcTemplate: {} },
    ]),
    set('spec.walStorage.size', sizes),
    set('spec.walStorage', [{ size: '1Gi' }, null, {}, { size: '20Gi' }]),
    remove('spec.walStorage'),
    tablespaces,
    tablespaces,
    tablespaces,
    image,
    image,
    image,
    catalogue,
    remove('spec.imageName'),
    remove('spec.imageCatalogRef'),
    parameters,
    parameters,
    remove('spec.postgresql'),
    set('spec.postgresUID', [26, 0, 1001]),
    set('spec.postgresGID', [26, 0, 1001]),
    set('spec.replicationSlots', [
      { highAvailability: { slotPrefix: 'x_' } },
      null,
      {},
      { highAvailability: null },
      { highAvailability: { enabled: false, slotPrefix: 'y' } },
      { synchronizeReplicas: null },
    ]),
    set('spec.replicationSlots.highAvailability.slotPrefix', ['_cnpg_', 'x_', '', 'ha_']),
    remove('spec.replicationSlots'),
    replica,
    replica,
    remove('spec.replica'),
    set('spec.serviceAccountName', ['x', 'y', '']),
    remove('spec.serviceAccountName'),
    set('spec.instances', [1, 2, 3, 5]),
    remove('spec.bootstrap'),
    (random, manifest) => {
      manifest.metadata.annotations = {
        ...manifest.metadata.annotations,
        'cnpg.io/skipWalArchiving': random.pick(['enabled', 'x']),
      };
    },
  ],
  Backup: [
    set('spec.cluster.name', ['other', 'ledger']),
    set('spec.method', ['plugin', 'volumeSnapshot', 'barmanObjectStore']),
    remove('spec.method'),
    set('spec.target', ['primary', 'prefer-standby']),
    set('metadata.labels', [{ a: 'b' }]),
  ],
  ScheduledBackup: [
    set('spec.cluster.name', ['other', 'ledger']),
    set('spec.schedule', ['0 0 0 * * *', 'x']),
    set('spec.suspend', [true, false]),
  ],
  Pooler: [
    set('spec.cluster.name', ['other', 'ledger']),
    set('spec.serviceAccountName', ['x', 'y', '']),
    remove('spec.serviceAccountName'),
    set('spec.instances', [0, 1, 5]),
    set('spec.type', ['rw', 'ro', 'r']),
  ],
  Database: [
    set('spec.name', ['other', 'booking', 'reporting']),
    set('spec.owner', ['other', 'ledger']),
    set('spec.cluster.name', ['other', 'ledger']),
    set('spec.template', ['template1', 'template0', '']),
    set('spec.encoding', ['UTF8', 'LATIN1', '']),
    set('spec.locale', ['C', '']),
    set('spec.localeProvider', ['icu', 'builtin', 'libc']),
    set('spec.localeCType', ['C']),
    set('spec.localeCollate', ['C']),
    set('spec.icuLocale', ['de']),
    set('spec.icuRules', ['']),
    set('spec.builtinLocale', ['C', 'C.UTF-8']),
    set('spec.collationVersion', ['1', '2']),
    remove('spec.encoding'),
    remove('spec.template'),
    remove('spec.localeProvider'),
  ],
  DatabaseRole: [
    set('spec.name', ['other', 'auditor']),
    set('spec.cluster.name', ['other']),
    set('spec.ensure', ['present', 'absent']),
    set('spec.login', [true, false]),
  ],
  ImageCatalog: [set('spec.images[].image', ['x:16'])],
  ClusterImageCatalog: [set('spec.images[].image', ['x:16'])],
  Publication: [
    set('spec.name', ['other']),
    set('spec.dbname', ['other']),
    set('spec.cluster.name', ['other']),
    set('spec.target', [{ allTables: true }, { objects: [{ tablesInSchema: 'x' }] }]),
  ],
  Subscription: [
    set('spec.name', ['other']),
    set('spec.dbname', ['other']),
    set('spec.cluster.name', ['other']),
    set('spec.publicationName', ['other']),
    set('spec.externalClusterName', ['other']),
    set('spec.publicationDBName', ['other']),
  ],
};

/** A status that update checks ask for: of a stored Cluster, as the operator would have written it. */
export function storedStatus(random) {
  const status = {};
  if (random.chance(70))
    status.pgDataImageInfo = { image: 'postgres:x', majorVersion: random.pick([13, 14, 15, 16, 17, 18]) };
  if (random.chance(40)) status.switchReplicaClusterStatus = { inProgress: random.chance(70) };
  return status;
}
