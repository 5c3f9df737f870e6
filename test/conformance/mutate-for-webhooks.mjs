/* Mutations that know what the webhooks look at: a field and its pool, or several fields that only matter together. */
import * as pools from './pools.mjs';
import { draw } from './pools.mjs';

/** Sets a value at a path such as `spec.tablespaces[].name`; `[]` is any item, a new one if there is none. */
export function put(random, manifest, path, value) {
  const steps = path.split('.').flatMap((part) => (part.endsWith('[]') ? [part.slice(0, -2), '[]'] : [part]));
  let at = manifest;
  for (let i = 0; i < steps.length - 1; i += 1) {
    const key = steps[i] === '[]' ? itemOf(random, at) : steps[i];
    const isList = steps[i + 1] === '[]';
    if (typeof at[key] !== 'object' || at[key] === null || Array.isArray(at[key]) !== isList)
      at[key] = isList ? [] : {};
    at = at[key];
  }
  const last = steps.at(-1);
  const key = last === '[]' ? itemOf(random, at) : last;
  if (value === undefined) delete at[key];
  else at[key] = value;
}

function itemOf(random, list) {
  return list.length > 0 && random.chance(75) ? random.below(list.length) : list.length;
}

/** Sets a key that may hold dots, such as an annotation or a parameter. */
function putKey(random, manifest, path, key, value) {
  put(random, manifest, `${path}.placeholder`, 0);
  const map = path.split('.').reduce((at, step) => at[step], manifest);
  delete map.placeholder;
  if (value !== undefined) map[key] = value;
}

const sets = (path, pool) => (random, manifest) => put(random, manifest, path, draw(random, pool));
const annotates = (key, pool) => (random, manifest) =>
  putKey(random, manifest, 'metadata.annotations', key, draw(random, pool));
const parameter = (key, pool) => (random, manifest) =>
  putKey(random, manifest, 'spec.postgresql.parameters', key, draw(random, pool));

const reference = ['', 'x', 'a/b', '..', '.', 'a\\b', 'a..b'];
const secret = (random) => ({ name: random.pick(['s3', '']), key: random.pick(['key', '']) });
const maybe = (random, percent, value) => (random.chance(percent) ? value() : undefined);

/** Drops what is undefined, so that it is not written as null. */
const compact = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

const recoveryTarget = (random) =>
  compact({
    targetTime: maybe(random, 30, () => draw(random, pools.times)),
    targetLSN: maybe(random, 25, () => draw(random, pools.lsns)),
    targetName: maybe(random, 20, () => draw(random, pools.targetNames)),
    targetXID: maybe(random, 20, () => draw(random, pools.transactions)),
    targetTLI: maybe(random, 25, () => draw(random, pools.timelines)),
    targetImmediate: maybe(random, 15, () => random.chance(50)),
    backupID: maybe(random, 45, () => random.pick(['20250101T000000', ''])),
    exclusive: maybe(random, 10, () => true),
  });

const storeCredentials = (random) =>
  compact({
    azureCredentials: maybe(random, 40, () =>
      compact({
        connectionString: maybe(random, 25, () => secret(random)),
        storageAccount: maybe(random, 40, () => secret(random)),
        storageKey: maybe(random, 40, () => secret(random)),
        storageSasToken: maybe(random, 25, () => secret(random)),
        inheritFromAzureAD: maybe(random, 25, () => random.chance(60)),
        useDefaultAzureCredentials: maybe(random, 20, () => random.chance(60)),
      }),
    ),
    s3Credentials: maybe(random, 45, () =>
      compact({
        accessKeyId: maybe(random, 55, () => secret(random)),
        secretAccessKey: maybe(random, 55, () => secret(random)),
        inheritFromIAMRole: maybe(random, 30, () => random.chance(60)),
      }),
    ),
    googleCredentials: maybe(random, 35, () =>
      compact({
        applicationCredentials: maybe(random, 50, () => secret(random)),
        gkeEnvironment: maybe(random, 50, () => random.chance(60)),
      }),
    ),
  });

const storage = (random) =>
  compact({
    size: maybe(random, 70, () => draw(random, pools.quantities)),
    storageClass: maybe(random, 30, () => random.pick(['fast', ''])),
    pvcTemplate: maybe(random, 45, () =>
      compact({
        storageClassName: maybe(random, 40, () => random.pick(['slow', ''])),
        resources: maybe(random, 70, () => ({
          requests: compact({ storage: maybe(random, 80, () => random.pick(['1Gi', '0', '500M', 3, '0.0', '10Gi'])) }),
        })),
      }),
    ),
  });

const toleration = (random) =>
  compact({
    key: maybe(random, 75, () => draw(random, pools.labelKeys)),
    operator: maybe(random, 75, () => random.pick(['Equal', 'Exists', '', 'exists', 'Lt', 'Gt'])),
    value: maybe(random, 50, () => draw(random, pools.labelValues)),
    effect: maybe(random, 70, () =>
      random.pick(['NoSchedule', 'PreferNoSchedule', 'NoExecute', '', 'noexecute', 'Never']),
    ),
    tolerationSeconds: maybe(random, 30, () => random.pick([0, 60, -1])),
  });

const externalCluster = (random) =>
  compact({
    name: random.pick(['origin', 'paris', 'berlin', 'legacy', '..', 'a/b', '', 'a\\b', 'a..b', '.']),
    connectionParameters: maybe(random, 40, () => random.pick([{}, { host: 'x' }, null])),
    barmanObjectStore: maybe(random, 25, () => ({ destinationPath: 's3://x', ...storeCredentials(random) })),
    plugin: maybe(random, 25, () => ({ name: random.pick(['p', '']) })),
    sslCert: maybe(random, 20, () => ({ name: random.pick(reference), key: random.pick(reference) })),
    sslKey: maybe(random, 20, () => ({ key: random.pick(reference) })),
    sslRootCert: maybe(random, 20, () => ({ name: random.pick(reference), key: 'ca.crt' })),
    password: maybe(random, 20, () => ({ name: random.pick(reference), key: random.pick(reference) })),
  });

const replica = (random) =>
  compact({
    source: random.pick(['origin', 'paris', 'berlin', 'missing', '']),
    enabled: maybe(random, 50, () => random.chance(60)),
    primary: maybe(random, 40, () => random.pick(['paris', 'berlin', 'origin', 'missing', ''])),
    self: maybe(random, 30, () => random.pick(['paris', 'berlin', 'missing', ''])),
    minApplyDelay: maybe(random, 20, () => draw(random, pools.durations)),
    promotionToken: maybe(random, 40, () => pools.promotionTokens(random)),
  });

const selector = (random) =>
  compact({
    matchLabels: maybe(random, 60, () => ({ [draw(random, pools.labelKeys)]: draw(random, pools.labelValues) })),
    matchExpressions: maybe(random, 60, () => [
      compact({
        key: draw(random, pools.labelKeys),
        operator: random.pick(['In', 'NotIn', 'Exists', 'DoesNotExist', 'in', '', 'Gt']),
        values: maybe(random, 60, () => random.pick([[], ['a'], ['a', 'a b'], ['']])),
      }),
    ]),
  });

const extension = (random) =>
  compact({
    name: random.pick(['pgvector', 'pg_vector', 'pg-vector', 'postgis', '', 'a', 'A', 'a_', '_a']),
    image: maybe(random, 60, () => compact({ reference: maybe(random, 85, () => draw(random, ['x:1', '', 'x'])) })),
    extension_control_path: maybe(random, 30, () => pathList(random)),
    dynamic_library_path: maybe(random, 30, () => pathList(random)),
    ld_library_path: maybe(random, 30, () => pathList(random)),
    bin_path: maybe(random, 25, () => pathList(random)),
    env: maybe(random, 35, () =>
      Array.from({ length: random.between(1, 2) }, () => ({
        name: draw(random, pools.environmentNames),
        value: draw(random, pools.placeholders),
      })),
    ),
  });

const pathList = (random) => Array.from({ length: random.between(1, 3) }, () => draw(random, pools.paths));

const synchronous = (random) =>
  compact({
    method: random.pick(['any', 'first']),
    number: random.between(0, 5),
    standbyNamesPre: maybe(random, 30, () => random.pick([['a'], ['a', 'b'], []])),
    standbyNamesPost: maybe(random, 30, () => random.pick([['c'], []])),
    dataDurability: maybe(random, 40, () => random.pick(['required', 'preferred', ''])),
    failoverQuorum: maybe(random, 50, () => random.chance(60)),
    maxStandbyNamesFromCluster: maybe(random, 20, () => random.between(0, 3)),
  });

const importing = (random) =>
  compact({
    type: random.pick(['microservice', 'monolith', 'monolith', 'other']),
    databases: random.pick([[], ['a'], ['a', 'b'], ['*'], ['a*'], ['*', 'b'], ['a*', 'b']]),
    roles: maybe(random, 40, () => random.pick([[], ['r'], ['*'], ['*', 'r'], ['r*', 's']])),
    source: { externalCluster: random.pick(['legacy', 'missing']) },
    postImportApplicationSQL: maybe(random, 30, () => random.pick([[], ['ANALYZE']])),
  });

const role = (random) =>
  compact({
    name: draw(random, pools.names),
    connectionLimit: maybe(random, 30, () => random.pick([-1, -2, 0, 5])),
    disablePassword: maybe(random, 30, () => random.chance(60)),
    passwordSecret: maybe(random, 30, () => ({ name: 'x' })),
    validUntil: maybe(random, 20, () =>
      random.pick([
        '2031-01-01T00:00:00Z',
        '2031-01-01t00:00:00z',
        '2031-01-01',
        '2031-01-01T00:00:00+01:00',
        'infinity',
      ]),
    ),
    ensure: maybe(random, 20, () => random.pick(['present', 'absent'])),
  });

const service = (random, name) =>
  compact({
    selectorType: random.pick(['rw', 'ro', 'r']),
    serviceTemplate: {
      metadata: maybe(random, 85, () =>
        compact({
          name: maybe(random, 85, () => random.pick([`${name}-rw`, `${name}-any`, `${name}-x`, '', 'lb', 'lb'])),
        }),
      ),
      spec: maybe(random, 50, () => compact({ selector: maybe(random, 50, () => random.pick([{}, { a: 'b' }])) })),
    },
  });

/** Requests and limits around each other: equal amounts in other words, and a little more. */
const resources = (random) => {
  const amounts = [
    '1Gi',
    '1024Mi',
    '1073741824',
    '2Gi',
    '2G',
    '512Mi',
    '0',
    1,
    '100m',
    '3',
    'Gi',
    '1e9',
    '128Mi',
    '80Mi',
  ];
  const names = ['cpu', 'memory', 'memory', 'ephemeral-storage', 'hugepages-2Mi', 'hugepages-1Gi', 'hugepages-'];
  const some = () =>
    Object.fromEntries(Array.from({ length: random.between(0, 3) }, () => [random.pick(names), random.pick(amounts)]));
  return { requests: some(), limits: some() };
};

const sized = (key, pool) => (random, manifest) => {
  parameter(key, pool)(random, manifest);
  if (random.chance(50)) put(random, manifest, 'spec.walStorage', storage(random));
};

const named = (random) => ({ name: draw(random, pools.names) });

/** Lists in which names may occur twice. */
const namedList = (item) => (random) => Array.from({ length: random.between(1, 3) }, () => item(random));

const fewNames = (random) => random.pick(['a', 'b', 'postgres_fdw', '', 'A']);
const options = namedList((random) => ({ name: fewNames(random), value: 'x' }));
const usage = namedList((random) =>
  compact({ name: fewNames(random), type: maybe(random, 40, () => random.pick(['grant', 'revoke'])) }),
);
const ensure = (random) => maybe(random, 30, () => random.pick(['present', 'absent', 'other']));

const fixedParameter = (random, manifest) => {
  const key = random.pick(Object.keys(pools.fixedParameters));
  putKey(random, manifest, 'spec.postgresql.parameters', key, random.pick(pools.fixedParameters[key]));
};

const poolerParameter = (random, manifest) =>
  putKey(
    random,
    manifest,
    'spec.pgbouncer.parameters',
    random.pick(pools.poolerParameters),
    random.pick(['1', '', 'x']),
  );

const minimalWal = (random, manifest) => {
  parameter('wal_level', ['minimal', 'minimal', 'replica', 'Minimal', '', 'logical', 'archive'])(random, manifest);
  if (random.chance(60)) put(random, manifest, 'spec.instances', random.pick([1, 2]));
  if (random.chance(60))
    annotates('cnpg.io/skipWalArchiving', ['enabled', 'Enabled', 'disabled', ''])(random, manifest);
  if (random.chance(60)) parameter('max_wal_senders', ['0', '00', '10', ''])(random, manifest);
};

const decoding = (random, manifest) => {
  put(random, manifest, 'spec.replicationSlots.highAvailability.synchronizeLogicalDecoding', true);
  if (random.chance(60)) put(random, manifest, 'spec.imageName', random.pick(['pg:16', 'pg:17', 'pg:18', 'pg:latest']));
  if (random.chance(60)) parameter('hot_standby_feedback', pools.booleans)(random, manifest);
  if (random.chance(60)) parameter('sync_replication_slots', pools.booleans)(random, manifest);
  if (random.chance(20)) parameter('pg_failover_slots.x', ['y'])(random, manifest);
};

const quorum = (random, manifest) => {
  put(random, manifest, 'spec.postgresql.synchronous', synchronous(random));
  if (random.chance(60)) annotates('alpha.cnpg.io/failoverQuorum', pools.goBooleans)(random, manifest);
  if (random.chance(30)) put(random, manifest, 'spec.postgresql.synchronous', undefined);
};

const catalogue = (random, manifest) => {
  put(random, manifest, 'spec.imageCatalogRef', {
    apiGroup: random.pick(['postgresql.cnpg.io', 'postgresql.cnpg.io', '', 'apps']),
    kind: random.pick(['ImageCatalog', 'ClusterImageCatalog', 'Catalog']),
    name: 'images',
    major: random.pick([11, 12, 13, 16, 17, 18, 0, -1]),
  });
  if (random.chance(60)) put(random, manifest, 'spec.imageName', undefined);
};

/** By kind: what may be done to a manifest so that a webhook has something to say, or nearly so. */
export const webhookMutations = {
  Cluster: [
    sets('metadata.name', pools.clusterNames),
    sets('spec.imageName', pools.images),
    sets('spec.imageName', pools.images),
    sets('spec.imagePullPolicy', ['', 'Always', 'Never', 'IfNotPresent', 'always', 'Sometimes']),
    sets('spec.instances', [0, 1, 2, 3, 5, -1]),
    sets('spec.primaryUpdateStrategy', ['supervised', 'unsupervised', '', 'Supervised']),
    sets('spec.minSyncReplicas', [0, 1, 2, 3, -1]),
    sets('spec.maxSyncReplicas', [0, 1, 2, 3, 5, -1]),
    sets('spec.storage', storage),
    sets('spec.walStorage', storage),
    sets('spec.tablespaces[].storage', storage),
    sets('spec.storage.size', pools.quantities),
    sets(
      'spec.tablespaces',
      namedList((random) => ({
        name: random.pick(['hot', 'HOT', 'a_b', 'a$b', 'pg_x', '1a', '', 'a-b', '_a', '1', 'a'.repeat(64), 'cold']),
        storage: { size: '1Gi' },
      })),
    ),
    sets('spec.tablespaces[].name', pools.names),
    sets('spec.backup.volumeSnapshot.tablespaceClassName', (random) => ({
      [random.pick(['hot', 'cold', 'Cold', 'x'])]: 'c',
    })),
    sets('spec.backup.barmanObjectStore', (random) => ({ destinationPath: 's3://x', ...storeCredentials(random) })),
    sets('spec.backup.barmanObjectStore', (random) => ({ destinationPath: 's3://x', ...storeCredentials(random) })),
    sets('spec.backup.retentionPolicy', ['7d', '7D', '', '0d', '07d', 'x7d', '7d ', '10w', '3m', '7']),
    sets('spec.bootstrap.recovery.recoveryTarget', recoveryTarget),
    sets('spec.bootstrap.recovery.recoveryTarget', recoveryTarget),
    sets('spec.bootstrap.recovery.recoveryTarget.targetTime', pools.times),
    sets('spec.bootstrap.recovery.recoveryTarget.targetLSN', pools.lsns),
    sets('spec.bootstrap.recovery.recoveryTarget.targetTLI', pools.timelines),
    sets('spec.bootstrap.recovery.source', ['origin', 'missing', '', 'paris']),
    sets('spec.bootstrap.recovery.volumeSnapshots', (random) =>
      compact({
        storage: {
          name: 'x',
          kind: random.pick(['VolumeSnapshot', 'PersistentVolumeClaim', 'Pod']),
          apiGroup: random.pick(['snapshot.storage.k8s.io', '', null, 'apps']),
        },
        walStorage: maybe(random, 50, () =>
          compact({
            name: 'x',
            kind: random.pick(['VolumeSnapshot', 'PersistentVolumeClaim']),
            apiGroup: maybe(random, 60, () => random.pick(['snapshot.storage.k8s.io', ''])),
          }),
        ),
      }),
    ),
    sets('spec.bootstrap.recovery.backup', [{ name: 'b' }, { name: '' }]),
    sets('spec.bootstrap', (random) =>
      compact({
        initdb: maybe(random, 50, () =>
          compact({
            database: maybe(random, 50, () => random.pick(['a', ''])),
            owner: maybe(random, 50, () => random.pick(['a', ''])),
          }),
        ),
        recovery: maybe(random, 40, () => ({ source: 'origin' })),
        pg_basebackup: maybe(random, 40, () =>
          compact({ source: 'origin', owner: maybe(random, 40, () => 'x'), database: maybe(random, 40, () => 'y') }),
        ),
      }),
    ),
    sets('spec.bootstrap.pg_basebackup.source', ['origin', 'missing', '']),
    sets('spec.bootstrap.initdb.import', importing),
    sets('spec.bootstrap.initdb.import', importing),
    sets('spec.bootstrap.initdb.walSegmentSize', [0, 1, 3, 16, 24, 1024, 2048]),
    sets('spec.bootstrap.initdb.postInitApplicationSQLRefs.secretRefs', namedList(secret)),
    sets('spec.bootstrap.initdb.postInitApplicationSQLRefs.configMapRefs', namedList(secret)),
    sets('spec.bootstrap.initdb', (random) =>
      compact({
        localeProvider: maybe(random, 60, () => random.pick(['icu', 'builtin', 'libc', ''])),
        icuLocale: maybe(random, 40, () => random.pick(['de', ''])),
        builtinLocale: maybe(random, 40, () => 'C'),
        icuRules: maybe(random, 30, () => ''),
      }),
    ),
    sets('spec.superuserSecret', [{ name: '' }, { name: 'x' }, {}]),
    sets('spec.certificates', (random) =>
      compact({
        serverTLSSecret: maybe(random, 60, () => random.pick(['x', ''])),
        serverCASecret: maybe(random, 40, () => random.pick(['x', ''])),
        replicationTLSSecret: maybe(random, 60, () => 'x'),
        clientCASecret: maybe(random, 40, () => random.pick(['x', ''])),
        serverAltDNSNames: maybe(random, 50, () => random.pick([[], ['a.example.com']])),
      }),
    ),
    sets('spec.ephemeralVolumeSource', [{}, { volumeClaimTemplate: { spec: {} } }]),
    sets('spec.ephemeralVolumesSizeLimit', (random) =>
      compact({
        temporaryData: maybe(random, 60, () => draw(random, pools.quantities)),
        shm: maybe(random, 60, () => draw(random, pools.quantities)),
      }),
    ),
    sets('spec.externalClusters[]', externalCluster),
    sets('spec.externalClusters[]', externalCluster),
    sets('spec.externalClusters', namedList(externalCluster)),
    sets('spec.affinity.tolerations[]', toleration),
    sets('spec.affinity.tolerations[]', toleration),
    sets('spec.affinity.podAntiAffinityType', ['', 'preferred', 'required', 'Required']),
    sets('spec.replica', replica),
    sets('spec.replica', replica),
    sets('spec.replica.promotionToken', pools.promotionTokens),
    sets('spec.replica.minApplyDelay', pools.durations),
    sets('spec.postgresql.synchronous', synchronous),
    quorum,
    annotates('alpha.cnpg.io/failoverQuorum', pools.goBooleans),
    fixedParameter,
    fixedParameter,
    (random, manifest) =>
      putKey(random, manifest, 'spec.postgresql.parameters', draw(random, pools.parameterNames), 'x'),
    minimalWal,
    parameter('shared_buffers', pools.postgresSizes),
    (random, manifest) => {
      parameter('shared_buffers', pools.postgresSizes)(random, manifest);
      put(random, manifest, 'spec.resources', resources(random));
    },
    sized('min_wal_size', pools.postgresSizes),
    sized('max_wal_size', pools.postgresSizes),
    parameter('hot_standby_feedback', pools.booleans),
    parameter('sync_replication_slots', pools.booleans),
    parameter('wal_log_hints', pools.booleans),
    decoding,
    sets('spec.postgresql.syncReplicaElectionConstraint', [
      { enabled: true },
      { enabled: false },
      { enabled: true, nodeLabelsAntiAffinity: [] },
      { enabled: true, nodeLabelsAntiAffinity: ['x'] },
    ]),
    sets('spec.postgresql.ldap', [
      {},
      { server: '' },
      { server: 'x', bindAsAuth: {}, bindSearchAuth: {} },
      { server: 'x', bindAsAuth: { prefix: 'a' } },
      { bindAsAuth: {}, bindSearchAuth: {} },
    ]),
    sets('spec.replicationSlots.synchronizeReplicas.excludePatterns', (random) =>
      Array.from({ length: random.between(1, 2) }, () => draw(random, pools.regexes)),
    ),
    sets('spec.replicationSlots.synchronizeReplicas.excludePatterns', (random) => [draw(random, pools.regexes)]),
    sets('spec.replicationSlots.synchronizeReplicas.enabled', [true, false]),
    sets('spec.replicationSlots.highAvailability', [
      { enabled: false },
      { enabled: true },
      {},
      null,
      { slotPrefix: 'x_' },
      { slotPrefix: 'X' },
    ]),
    sets('spec.env[]', (random) => ({ name: draw(random, pools.environmentNames), value: 'x' })),
    sets('spec.managed.services.disabledDefaultServices', [['rw'], ['r', 'ro'], ['x'], [], ['ro', 'rw']]),
    (random, manifest) =>
      put(
        random,
        manifest,
        'spec.managed.services.additional',
        namedList((one) => service(one, manifest.metadata?.name))(random),
      ),
    sets('spec.managed.roles[]', role),
    sets('spec.managed.roles', namedList(role)),
    sets('spec.resources', resources),
    sets('spec.resources', resources),
    annotates('cnpg.io/hibernation', ['on', 'off', 'On', '', 'true']),
    annotates('cnpg.io/podPatch', pools.patches),
    annotates('cnpg.io/podPatch', pools.patches),
    annotates('alpha.cnpg.io/livenessPinger', pools.pingers),
    annotates('cnpg.io/validation', ['enabled', 'disabled', 'Disabled', '', 'x']),
    annotates('cnpg.io/skipWalArchiving', ['enabled', 'x']),
    sets(
      'spec.plugins',
      namedList((random) =>
        compact({
          name: random.pick(['a', 'b']),
          enabled: maybe(random, 50, () => random.chance(60)),
          isWALArchiver: maybe(random, 70, () => random.chance(70)),
        }),
      ),
    ),
    sets(
      'spec.podSelectorRefs',
      namedList((random) => ({ name: random.pick(['clients', 'other', 'a', 'A', '1']), selector: selector(random) })),
    ),
    sets('spec.podSelectorRefs[].selector', selector),
    sets('spec.postgresql.pg_hba', (random) =>
      Array.from({ length: random.between(1, 2) }, () => draw(random, pools.hbaLines)),
    ),
    sets('spec.postgresql.extensions', namedList(extension)),
    sets('spec.postgresql.extensions[]', extension),
    sets('spec.serviceAccountName', ['x', '', 'X', 'a.b', 'a'.repeat(254)]),
    sets('spec.serviceAccountTemplate', [{ metadata: {} }, {}, { metadata: { labels: { a: 'b' } } }]),
    sets('spec.primaryLease', (random) =>
      compact({
        leaseDurationSeconds: maybe(random, 50, () => random.pick([15, 10, 11, 1, 0, 30])),
        renewDeadlineSeconds: maybe(random, 50, () => random.pick([10, 15, 3, 2, 12])),
        retryPeriodSeconds: maybe(random, 50, () => random.pick([2, 8, 9, 10, 1])),
      }),
    ),
    sets('spec.nodeMaintenanceWindow', [{}, { inProgress: true }, null]),
    sets('spec.monitoring', (random) =>
      compact({
        enablePodMonitor: maybe(random, 50, () => random.chance(60)),
        metricsQueriesTTL: maybe(random, 50, () => draw(random, pools.durations)),
        podMonitorRelabelings: maybe(random, 30, () => random.pick([[], [{}]])),
        podMonitorMetricRelabelings: maybe(random, 30, () => random.pick([[], [{}]])),
      }),
    ),
    catalogue,
  ],
  Backup: [
    sets('spec.method', ['barmanObjectStore', 'volumeSnapshot', 'plugin', '', 'other']),
    sets('spec.online', [true, false, null]),
    sets('spec.onlineConfiguration', [{}, { waitForArchive: true }, null]),
    sets('spec.pluginConfiguration', [{ name: 'x' }, { name: '' }, {}, null]),
    annotates('cnpg.io/volumeSnapshotDeadline', [
      '30',
      '',
      'x',
      '+3',
      '-1',
      '1.5',
      ' 1',
      '99999999999999999999',
      '0x1',
    ]),
    annotates('cnpg.io/validation', ['enabled', 'disabled', 'x', '']),
  ],
  ScheduledBackup: [
    sets('spec.schedule', pools.schedules),
    sets('spec.schedule', pools.schedules),
    sets('spec.schedule', pools.schedules),
    sets('spec.method', ['barmanObjectStore', 'volumeSnapshot', 'plugin', '', 'other']),
    sets('spec.online', [true, false, null]),
    sets('spec.onlineConfiguration', [{}, { waitForArchive: true }, null]),
    annotates('cnpg.io/validation', ['enabled', 'disabled', 'x', '']),
  ],
  Pooler: [
    sets('metadata.name', ['ledger', 'pool', 'a.b']),
    sets('spec.cluster.name', ['', 'pool', 'ledger', 'ledger-pool']),
    sets('spec.pgbouncer', (random) =>
      compact({
        poolMode: random.pick(['session', 'transaction', 'statement', '']),
        authQuery: maybe(random, 50, () => random.pick(['SELECT 1', ''])),
        authQuerySecret: maybe(random, 40, () => random.pick([{ name: 'x' }, { name: '' }, {}])),
        serverTLSSecret: maybe(random, 30, () => random.pick([{ name: 'x' }, { name: '' }])),
        clientTLSSecret: maybe(random, 40, () => random.pick([{ name: 'x' }, { name: '' }])),
        image: maybe(random, 20, () => 'x:1'),
        imageCatalogRef: maybe(random, 20, () => ({
          apiGroup: random.pick(['postgresql.cnpg.io', 'x']),
          kind: random.pick(['ImageCatalog', 'x']),
          name: 'x',
          key: 'pgbouncer',
        })),
      }),
    ),
    sets('spec.pgbouncer', [null, {}]),
    poolerParameter,
    poolerParameter,
    poolerParameter,
    sets('spec.monitoring', (random) =>
      compact({
        enablePodMonitor: maybe(random, 60, () => random.chance(60)),
        tls: maybe(random, 50, () => random.pick([{ enabled: true }, { enabled: false }, {}])),
        podMonitorRelabelings: maybe(random, 30, () => random.pick([[], [{}]])),
        podMonitorMetricRelabelings: maybe(random, 20, () => [{}]),
      }),
    ),
    annotates('cnpg.io/validation', ['enabled', 'disabled', 'x', '']),
  ],
  Database: [
    sets('spec.name', pools.names),
    sets(
      'spec.extensions',
      namedList((random) => compact({ name: fewNames(random), ensure: ensure(random) })),
    ),
    sets(
      'spec.schemas',
      namedList((random) => compact({ name: fewNames(random), ensure: ensure(random) })),
    ),
    sets(
      'spec.fdws',
      namedList((random) =>
        compact({
          name: fewNames(random),
          ensure: ensure(random),
          options: maybe(random, 40, () => options(random)),
          usage: maybe(random, 40, () => usage(random)),
        }),
      ),
    ),
    sets(
      'spec.servers',
      namedList((random) =>
        compact({
          name: fewNames(random),
          fdw: fewNames(random),
          ensure: ensure(random),
          options: maybe(random, 40, () => options(random)),
          usage: maybe(random, 40, () => usage(random)),
        }),
      ),
    ),
    sets('spec.localeProvider', ['icu', 'builtin', 'libc', '']),
    sets('spec.icuLocale', ['de', '']),
    sets('spec.builtinLocale', ['C', '']),
    sets('spec.icuRules', ['', 'x']),
    annotates('cnpg.io/validation', ['enabled', 'disabled', 'x', '']),
  ],
  DatabaseRole: [
    sets('spec.name', pools.names),
    sets('spec.ensure', ['present', 'absent', '']),
    sets('spec.disablePassword', [true, false]),
    sets('spec.passwordSecret', [{ name: 'x' }, { name: '' }, null]),
    sets('spec.clientCertificate', [{ enabled: true }, { enabled: false }, {}]),
    sets('spec.login', [true, false, null]),
    sets('spec.validUntil', ['2031-01-01T00:00:00Z', '2031-01-01t00:00:00z', 'x', '']),
  ],
  ImageCatalog: [],
  ClusterImageCatalog: [],
  Publication: [
    sets('spec.target', [
      {},
      { allTables: true },
      { allTables: false },
      { objects: [] },
      { allTables: true, objects: [{ tablesInSchema: 'x' }] },
      { objects: [{}] },
      { objects: [{ tablesInSchema: 'x', table: { name: 'y' } }] },
      { objects: [{ tablesInSchema: 'x' }, { table: { name: 'y', columns: ['a'] } }] },
    ]),
    sets(
      'spec.cluster',
      [named, {}, null].map((one) => (typeof one === 'function' ? { name: 'x' } : one)),
    ),
  ],
  Subscription: [sets('spec.parameters', [{ a: 'b' }, {}, { a: 1 }])],
};

const catalogueMutations = [
  sets(
    'spec.images',
    namedList((random) => ({ major: random.pick([16, 17, 18, 9, 0]), image: random.pick(['x:16', '', 'x']) })),
  ),
  sets('spec.images', (random) =>
    Array.from({ length: random.pick([0, 1, 8, 9]) }, (_, index) => ({ major: 10 + index, image: 'x' })),
  ),
  sets(
    'spec.images[].extensions',
    namedList((random) => ({
      name: random.pick(['a', 'b', 'A', '', 'a_b', 'x'.repeat(64)]),
      image: random.pick([{ reference: 'x' }, { reference: '' }, {}]),
    })),
  ),
  sets(
    'spec.componentImages',
    namedList((random) => ({ key: random.pick(['a', 'b', 'A', '', 'pgbouncer', '-a', 'x'.repeat(64)]), image: 'x' })),
  ),
];
webhookMutations.ImageCatalog = catalogueMutations;
webhookMutations.ClusterImageCatalog = catalogueMutations;

/** What the API server says of every object's metadata. */
export const metadataMutations = [
  (random, manifest) =>
    putKey(random, manifest, 'metadata.labels', draw(random, pools.labelKeys), draw(random, pools.labelValues)),
  (random, manifest) => putKey(random, manifest, 'metadata.annotations', draw(random, pools.labelKeys), 'x'),
  sets('metadata.name', pools.clusterNames),
  sets('metadata.finalizers', [['x'], ['a/b'], [''], ['foregroundDeletion'], ['a b']]),
  (random, manifest) => {
    delete manifest.metadata.name;
    if (random.chance(70))
      manifest.metadata.generateName = random.pick(['pg-', 'Pg-', '1-', 'a'.repeat(46), '-', 'a.']);
  },
];
