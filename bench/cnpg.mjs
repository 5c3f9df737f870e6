import { indent, item, lines, under } from './random.mjs';

const tiers = [
  { memory: '512Mi', cpu: '100m', buffers: '128MB', cache: '384MB', work: '4MB', connections: 100, disk: 5 },
  { memory: '1Gi', cpu: '250m', buffers: '256MB', cache: '768MB', work: '8MB', connections: 150, disk: 10 },
  { memory: '2Gi', cpu: '500m', buffers: '512MB', cache: '1536MB', work: '8MB', connections: 200, disk: 20 },
  { memory: '4Gi', cpu: '1', buffers: '1GB', cache: '3GB', work: '16MB', connections: 200, disk: 50 },
  { memory: '8Gi', cpu: '2', buffers: '2GB', cache: '6GB', work: '32MB', connections: 300, disk: 100 },
  { memory: '32Gi', cpu: '4', buffers: '8GB', cache: '24GB', work: '48MB', connections: 400, disk: 500 },
];
const classes = ['standard-rwo', 'longhorn-single', 'openebs-hostpath', 'ceph-block', 'local-nvme', 'gp3-encrypted'];
const zones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
const hole = (content) => `\${${content}}`;
const endpoints = [
  'https://s3.eu-west-1.amazonaws.com',
  'https://minio.storage.svc:9000',
  'https://objects.storage.internal',
  `https://${hole('S3_HOST')}`,
  `https://${hole('S3_HOST:=objects.storage.internal')}`,
  hole('S3_ENDPOINT'),
];
const reasons = [
  'Sized after the load test; see the runbook before changing it.',
  'Keep in step with the staging environment.',
  'One instance per node: the volumes are local to the machine.',
  'The operator restarts the instances when this changes.',
  'Raised after the incident in spring, when vacuum could not keep up.',
  'Owned by the platform team. Ask in the channel before touching it.',
  'The default is too low for the nightly import.',
  'Must stay below the memory request of the pod.',
];
const cadences = ['0 0 2 * * *', '0 30 1 * * *', '0 15 3 * * *', '0 0 4 * * 0', '@daily', '@weekly'];
const retentions = ['30d', '30d', '14d', '7d', '4w'];
const parameters = (tier, random) => [
  `max_connections: "${tier.connections}"`,
  `shared_buffers: ${tier.buffers}`,
  `effective_cache_size: ${tier.cache}`,
  `work_mem: ${tier.work}`,
  `maintenance_work_mem: ${random.integer(1, 8) * 64}MB`,
  `random_page_cost: "1.${random.integer(1, 5)}"`,
  `effective_io_concurrency: "${random.integer(1, 4) * 50}"`,
  `log_min_duration_statement: '${random.integer(1, 20) * 250}'`,
  `log_statement: ddl`,
  `log_lock_waits: "on"`,
  `log_autovacuum_min_duration: ${random.integer(1, 60)}s`,
  `checkpoint_timeout: ${random.integer(5, 30)}min`,
  `checkpoint_completion_target: '0.9'`,
  `max_wal_size: ${random.integer(1, 4)}GB`,
  `min_wal_size: ${random.integer(4, 12) * 64}MB`,
  `wal_buffers: 16MB`,
  `wal_keep_size: ${random.integer(4, 16) * 64}MB`,
  `max_slot_wal_keep_size: ${random.integer(2, 4)}GB`,
  `autovacuum_max_workers: "${random.integer(3, 6)}"`,
  `autovacuum_naptime: ${random.integer(10, 60)}s`,
  `autovacuum_vacuum_scale_factor: '0.0${random.integer(1, 9)}'`,
  `autovacuum_analyze_scale_factor: '0.0${random.integer(1, 9)}'`,
  `autovacuum_vacuum_cost_limit: "${random.integer(2, 20) * 100}"`,
  `default_statistics_target: "${random.integer(1, 5) * 100}"`,
  `idle_in_transaction_session_timeout: ${random.integer(1, 10)}min`,
  `statement_timeout: ${random.integer(30, 300)}s`,
  `lock_timeout: ${random.integer(5, 60)}s`,
  `max_parallel_workers: "${random.integer(2, 8)}"`,
  `max_parallel_workers_per_gather: "${random.integer(1, 4)}"`,
  `max_worker_processes: "32"`,
  `jit: "off"`,
  `timezone: UTC`,
  `track_io_timing: "on"`,
  `pg_stat_statements.max: "${random.integer(5, 20) * 1000}"`,
  `pg_stat_statements.track: all`,
  `auto_explain.log_min_duration: ${random.integer(1, 20)}s`,
];

/**
 * An application's database as a set of facts that its manifests share.
 * `backup` is in-tree, plugin or none; `isExplicit` says whether its objects name their namespace.
 */
export function createApp(name, random) {
  const database = name.replaceAll('-', '_');
  const backup = random.pick(['in-tree', 'in-tree', 'in-tree', 'plugin', 'plugin', 'plugin', 'plugin', 'none', 'none']);
  return {
    name,
    database,
    backup,
    namespace: random.pick([name, `team-${name.split('-')[0]}`, 'databases']),
    isExplicit: random.chance(0.6),
    cluster: random.pick([`${name}-db`, `${name}-postgres`, `postgres-${name}`, `${name}-pg`]),
    store: `${name}-${random.pick(['store', 'backups', 'objectstore'])}`,
    credentials: `${name}-${random.pick(['s3', 'backup-creds', 'object-storage'])}`,
    bucket: `s3://${random.pick(['company', 'acme', 'platform'])}-pg-${random.pick(['prod', 'live', 'eu'])}/${name}/`,
    endpoint: random.pick(endpoints),
    // A rebuilt cluster reads from the generation before and writes to its own.
    generation: random.chance(0.25) ? random.integer(2, 9) : undefined,
    major: random.pick([16, 17, 17, 18, 18]),
    instances: random.pick([1, 1, 2, 3, 3, 3]),
    tier: random.pick(tiers),
    ambition: random.pick(['plain', 'plain', 'plain', 'usual', 'usual', 'usual', 'usual', 'rich', 'rich', 'lavish']),
    serial: random.integer(1000, 9999),
  };
}

export function cluster(app, random) {
  const { name, tier, ambition } = app;
  const level = ['plain', 'usual', 'rich', 'lavish'].indexOf(ambition);
  const likes = (from, share = 0.6) => level >= from && random.chance(share);
  const sections = random.shuffled([
    image(app, random),
    bootstrap(app, random),
    storage(app, random, level),
    postgresql(app, random, level),
    backup(app),
    ['resources:', ...indent(1, resources(tier, random))],
    random.chance(0.56) && ['monitoring:', '  enablePodMonitor: true', ...indent(1, likes(2) ? queries(app) : [])],
    likes(1) && affinity(random),
    likes(2) && tolerance(app, random),
    app.superuser && ['enableSuperuserAccess: true', 'superuserSecret:', `  name: ${app.cluster}-superuser`],
    likes(1, 0.3) && managed(app, random, level),
    likes(2) && metadataForAll(app),
    likes(2, 0.4) && probes(random),
    likes(3) && certificates(app),
    likes(3) && environment(app, random),
    likes(3) && podTemplateExtras(app),
    app.instances === 3 && likes(1, 0.3) && ['minSyncReplicas: 1', 'maxSyncReplicas: 1'],
    likes(1, 0.3) && [`switchoverDelay: ${random.integer(2, 12) * 300}`, `stopDelay: ${random.integer(2, 6) * 300}`],
    likes(1, 0.4) && ['primaryUpdateStrategy: unsupervised', 'primaryUpdateMethod: switchover'],
    likes(2, 0.4) && ['nodeMaintenanceWindow:', '  inProgress: false', '  reusePVC: true'],
    likes(2, 0.4) && ['logLevel: info', `priorityClassName: ${random.pick(['databases', 'business-critical'])}`],
    likes(2, 0.5) && slots(),
    random.chance(0.4) && [`description: "Database of ${name}, cost centre ${app.serial}"`],
  ]);
  const gap = level > 0 && random.chance(0.5);
  const body = sections.flatMap((section) => {
    const text = lines(section);
    if (text.length === 0) return [];
    const note = random.chance(0.25) ? [`# ${random.pick(reasons)}`] : [];
    return [...(gap ? [''] : []), ...note, ...text];
  });
  return manifest(app, random, 'Cluster', app.cluster, {
    annotations: likes(1, 0.3) ? [`cnpg.io/hibernation: "off"`] : [],
    spec: [`instances: ${app.instances}`, ...body, ...parked(app, random)],
  });
}

export function scheduledBackup(app, random) {
  return manifest(app, random, 'ScheduledBackup', `${app.cluster}-${random.pick(['daily', 'backup', 'nightly'])}`, {
    spec: [
      random.chance(0.5) && '# Six fields: the first one is seconds.',
      `schedule: "${random.pick(cadences)}"`,
      random.chance(0.6) && 'immediate: true',
      'backupOwnerReference: self',
      random.chance(0.3) && 'suspend: false',
      `cluster:`,
      `  name: ${app.cluster}`,
      method(app),
      random.chance(0.3) && 'target: prefer-standby',
    ],
  });
}

export function onDemandBackup(app, random) {
  return manifest(
    app,
    random,
    'Backup',
    `${app.cluster}-before-${random.pick(['upgrade', 'migration', 'cutover'])}-${app.serial}`,
    {
      spec: [`cluster:`, `  name: ${app.cluster}`, method(app), random.chance(0.5) && 'target: primary'],
    },
  );
}

export function objectStore(app, random) {
  return manifest({ ...app, group: 'barmancloud.cnpg.io' }, random, 'ObjectStore', app.store, {
    spec: [
      `retentionPolicy: "${random.pick(retentions)}"`,
      'configuration:',
      ...indent(1, store(app), archiveSettings(random)),
      random.chance(0.5) && [
        'instanceSidecarConfiguration:',
        `  retentionPolicyIntervalSeconds: ${random.integer(1, 6) * 600}`,
        ...indent(1, under('env', item('name: AWS_REQUEST_CHECKSUM_CALCULATION', 'value: when_required'))),
        ...indent(1, under('resources', resources(tiers[0], random))),
      ],
    ],
  });
}

export function pooler(app, random, type = 'rw') {
  const mode = random.pick(['transaction', 'session']);
  return manifest(app, random, 'Pooler', `${app.cluster}-pooler-${type}`, {
    spec: [
      'cluster:',
      `  name: ${app.cluster}`,
      `instances: ${random.integer(2, 3)}`,
      `type: ${type}`,
      'pgbouncer:',
      `  poolMode: ${mode}`,
      '  parameters:',
      `    max_client_conn: "${random.integer(2, 20) * 100}"`,
      `    default_pool_size: "${random.integer(1, 3) * 10}"`,
      `    server_idle_timeout: "${random.integer(1, 10) * 60}"`,
      random.chance(0.5) && '    ignore_startup_parameters: extra_float_digits,search_path',
      random.chance(0.5) && `    query_wait_timeout: "${random.integer(30, 120)}"`,
      random.chance(0.7) && [
        'template:',
        '  metadata:',
        '    labels:',
        `      app: ${app.cluster}-pooler`,
        '  spec:',
        '    containers:',
        '      - name: pgbouncer',
        '        resources:',
        '          requests:',
        `            cpu: ${random.pick(['50m', '100m', '200m'])}`,
        '            memory: 64Mi',
        '          limits:',
        '            memory: 128Mi',
        random.chance(0.5) && indent(2, podAntiAffinity(`${app.cluster}-pooler`)),
      ],
      random.chance(0.3) && [
        'deploymentStrategy:',
        '  type: RollingUpdate',
        '  rollingUpdate:',
        '    maxUnavailable: 1',
      ],
    ],
  });
}

export function database(app, random, name = app.database) {
  const extensions = random.some(
    ['pg_stat_statements', 'pgcrypto', 'citext', 'hstore', 'unaccent', 'btree_gin'],
    random.integer(0, 4),
  );
  return manifest(app, random, 'Database', `${app.cluster}-${name.replaceAll('_', '-')}`, {
    spec: [
      'cluster:',
      `  name: ${app.cluster}`,
      `name: ${name}`,
      `owner: ${app.database}`,
      'ensure: present',
      random.chance(0.5) && 'databaseReclaimPolicy: retain',
      random.chance(0.4) && ['encoding: UTF8', 'localeCollate: C', 'localeCType: C', 'template: template0'],
      random.chance(0.3) && `connectionLimit: ${random.integer(10, 90)}`,
      under(
        'extensions',
        extensions.map((extension) => item(`name: ${extension}`, random.chance(0.4) && 'ensure: present')),
      ),
      random.chance(0.4) &&
        under(
          'schemas',
          [['app', 'reporting'], ['audit']].map(([schema]) => item(`name: ${schema}`, `owner: ${app.database}`)),
        ),
    ],
  });
}

export function databaseRole(app, random, role) {
  return manifest(app, random, 'DatabaseRole', `${app.cluster}-${role}`, {
    spec: [
      'cluster:',
      `  name: ${app.cluster}`,
      `name: ${app.database}_${role}`,
      `comment: The ${role} account of ${app.name}`,
      'ensure: present',
      'login: true',
      'inherit: true',
      random.chance(0.4) && `connectionLimit: ${random.integer(2, 40)}`,
      random.chance(0.6) && ['inRoles:', `  - ${random.pick(['pg_read_all_data', 'pg_monitor', 'pg_write_all_data'])}`],
      ['passwordSecret:', `  name: ${app.cluster}-${role}-password`],
    ],
  });
}

export function publication(app, random) {
  const tables = random.some(
    ['orders', 'customers', 'invoices', 'payments', 'events', 'addresses'],
    random.integer(1, 4),
  );
  return manifest(app, random, 'Publication', `${app.cluster}-changes`, {
    spec: [
      'cluster:',
      `  name: ${app.cluster}`,
      `dbname: ${app.database}`,
      `name: ${app.database}_changes`,
      'target:',
      '  objects:',
      ...indent(
        2,
        tables.map((table) => item('table:', `  name: ${table}`, '  schema: public')),
      ),
      'publicationReclaimPolicy: retain',
    ],
  });
}

export function subscription(app, random) {
  return manifest(app, random, 'Subscription', `${app.cluster}-changes`, {
    spec: [
      'cluster:',
      `  name: ${app.cluster}`,
      `dbname: ${app.database}`,
      `name: ${app.database}_copy`,
      `publicationName: ${app.publisher.database}_changes`,
      `externalClusterName: ${app.publisher.cluster}`,
      'subscriptionReclaimPolicy: retain',
    ],
  });
}

export function imageCatalog(app, random) {
  return manifest(app, random, 'ImageCatalog', app.catalog, {
    spec: [
      'images:',
      ...[15, 16, 17, 18].flatMap((major) => item(`major: ${major}`, `image: ${imageName(major, random)}`)),
    ],
  });
}

function manifest(app, random, kind, name, { annotations = [], spec }) {
  const group = app.group ?? 'postgresql.cnpg.io';
  const labels = random.chance(0.85)
    ? [
        `app.kubernetes.io/name: ${app.name}`,
        `app.kubernetes.io/instance: ${name}`,
        'app.kubernetes.io/component: database',
        `app.kubernetes.io/part-of: ${app.name.split('-')[0]}`,
        random.chance(0.5) && `team.example.com/owner: squad-${app.serial % 90}`,
      ]
    : [];
  const notes = [
    ...annotations,
    random.chance(0.2) && `argocd.argoproj.io/sync-wave: "${random.integer(1, 9)}"`,
    random.chance(0.1) && 'kustomize.toolkit.fluxcd.io/prune: disabled',
  ];
  return lines(
    random.chance(0.29) &&
      `# yaml-language-server: $schema=https://schemas.example.net/${group}/${kind.toLowerCase()}_v1.json`,
    random.chance(0.75) && heading(app, kind, random),
    `apiVersion: ${group}/v1`,
    `kind: ${kind}`,
    'metadata:',
    `  name: ${name}`,
    app.isExplicit && `  namespace: ${app.namespace}`,
    indent(1, under('labels', labels), under('annotations', notes)),
    'spec:',
    indent(1, spec),
  );
}

function heading(app, kind, random) {
  return [
    `# ${kind} of ${app.name} (service ${app.serial}), applied by the pipeline of this folder.`,
    ...random.some(reasons, random.integer(0, 4)).map((reason) => `# ${reason}`),
  ];
}

function imageName(major, random) {
  const tag = `${major}.${random.integer(1, 4)}`;
  const tail = random.pick([
    '',
    '-bookworm',
    '-standard-bookworm',
    '-system-trixie',
    `-minimal-trixie@sha256:${random.digits(64)}`,
  ]);
  return `ghcr.io/cloudnative-pg/postgresql:${tag}${tail}`;
}

function image(app, random) {
  if (app.catalog)
    return [
      'imageCatalogRef:',
      '  apiGroup: postgresql.cnpg.io',
      '  kind: ImageCatalog',
      `  name: ${app.catalog}`,
      `  major: ${app.major}`,
    ];
  return random.chance(0.75) && `imageName: ${imageName(app.major, random)}`;
}

function bootstrap(app, random) {
  if (app.generation && app.backup !== 'none') {
    const origin = `${app.cluster}-v${app.generation - 1}`;
    // About half of those who restore write the name once.
    const [anchored, again] = random.chance(0.5) ? [`&previous ${origin}`, '*previous'] : [origin, origin];
    const source =
      app.backup === 'plugin'
        ? [
            'plugin:',
            '  name: barman-cloud.cloudnative-pg.io',
            '  parameters:',
            `    barmanObjectName: ${app.store}`,
            `    serverName: ${again}`,
          ]
        : under('barmanObjectStore', `serverName: ${again}`, store(app), 'wal:', '  maxParallel: 8');
    return [
      ...under('bootstrap', under('recovery', `source: ${anchored}`)),
      ...under('externalClusters', item(`name: ${again}`, source)),
    ];
  }
  const initdb = under(
    'initdb',
    `database: ${app.database}`,
    `owner: ${app.database}`,
    random.chance(0.4) && ['secret:', `  name: ${app.cluster}-app`],
    random.chance(0.4) && ['encoding: UTF8', 'localeCollate: C', 'localeCType: C'],
    random.chance(0.3) && 'dataChecksums: true',
    random.chance(0.3) && [
      'postInitApplicationSQL:',
      '  - CREATE EXTENSION IF NOT EXISTS pgcrypto;',
      `  - ALTER DATABASE ${app.database} SET search_path TO public, app;`,
      '  - |',
      '    CREATE TABLE IF NOT EXISTS public.heartbeat (',
      '      id integer PRIMARY KEY,',
      '      seen_at timestamptz NOT NULL DEFAULT now()',
      '    );',
    ],
  );
  const publisher = app.publisher && [
    'externalClusters:',
    `  - name: ${app.publisher.cluster}`,
    '    connectionParameters:',
    `      host: ${app.publisher.cluster}-rw.${app.publisher.namespace}.svc`,
    `      user: ${app.publisher.database}`,
    `      dbname: ${app.publisher.database}`,
    '    password:',
    `      name: ${app.publisher.cluster}-app`,
    '      key: password',
  ];
  return [random.chance(0.75) && under('bootstrap', initdb), publisher];
}

function storage({ tier }, random, level) {
  const disk = tier.disk * random.integer(1, 3);
  const separateWal = level > 0 && random.chance(0.25);
  return [
    'storage:',
    `  size: ${disk}Gi`,
    random.chance(0.7) && `  storageClass: ${random.pick(classes)}`,
    level > 1 && '  resizeInUseVolumes: true',
    separateWal && [
      'walStorage:',
      `  size: ${Math.max(5, Math.round(disk / 4))}Gi`,
      `  storageClass: ${random.pick(classes)}`,
    ],
    level > 2 && [
      'tablespaces:',
      ...['archive', 'hot'].flatMap((space) =>
        item(`name: ${space}`, 'storage:', `  size: ${disk}Gi`, `  storageClass: ${random.pick(classes)}`),
      ),
    ],
  ];
}

function postgresql({ tier, major }, random, level) {
  const chosen = random.some(
    parameters(tier, random),
    [random.integer(2, 6), random.integer(5, 12), random.integer(12, 24), 36][level],
  );
  const libraries = random.some(['pg_stat_statements', 'auto_explain', 'pg_cron', 'pgaudit'], random.integer(0, level));
  return under(
    'postgresql',
    random.chance(0.3) &&
      under(
        'pg_hba',
        'hostssl all all 10.0.0.0/8 scram-sha-256'.split('|').flatMap((rule) => item(rule)),
      ),
    under(
      'shared_preload_libraries',
      libraries.map((library) => item(library)),
    ),
    under(
      'parameters',
      chosen.flatMap((parameter) => [random.chance(0.08) && `# ${random.pick(reasons)}`, parameter]),
      major >= 17 && level > 1 && 'summarize_wal: "on"',
    ),
  );
}

function backup(app) {
  if (app.backup === 'none') return [];
  const server = app.generation && `${app.cluster}-v${app.generation}`;
  if (app.backup === 'plugin')
    return under(
      'plugins',
      item(
        'name: barman-cloud.cloudnative-pg.io',
        'isWALArchiver: true',
        under('parameters', `barmanObjectName: ${app.store}`, server && `serverName: ${server}`),
      ),
    );
  return under(
    'backup',
    `retentionPolicy: "${retentions[app.serial % retentions.length]}"`,
    app.instances > 1 && 'target: prefer-standby',
    under('barmanObjectStore', server && `serverName: ${server}`, store(app), [
      'wal:',
      '  compression: gzip',
      '  maxParallel: 4',
      'data:',
      '  compression: gzip',
      '  jobs: 2',
    ]),
  );
}

function store({ bucket, endpoint, credentials }) {
  return [
    `destinationPath: ${bucket}`,
    `endpointURL: ${endpoint}`,
    's3Credentials:',
    '  accessKeyId:',
    `    name: ${credentials}`,
    '    key: ACCESS_KEY_ID',
    '  secretAccessKey:',
    `    name: ${credentials}`,
    '    key: SECRET_ACCESS_KEY',
  ];
}

function archiveSettings(random) {
  return [
    'wal:',
    `  compression: ${random.pick(['gzip', 'snappy', 'zstd'])}`,
    `  maxParallel: ${random.integer(2, 8)}`,
    random.chance(0.6) && [
      'data:',
      `  compression: ${random.pick(['gzip', 'bzip2', 'snappy'])}`,
      `  jobs: ${random.integer(2, 4)}`,
    ],
  ];
}

function method(app) {
  if (app.backup === 'plugin')
    return ['method: plugin', 'pluginConfiguration:', '  name: barman-cloud.cloudnative-pg.io'];
  return app.serial % 2 ? 'method: barmanObjectStore' : [];
}

function resources(tier, random) {
  return [
    'requests:',
    `  cpu: ${tier.cpu === '1' ? '"1"' : tier.cpu}`,
    `  memory: ${tier.memory}`,
    'limits:',
    random.chance(0.3) && `  cpu: "${random.integer(4, 8)}"`,
    `  memory: ${tier.memory}`,
  ];
}

function queries({ cluster: name }) {
  return ['customQueriesConfigMap:', `  - name: ${name}-queries`, '    key: queries.yaml'];
}

function affinity(random) {
  return under(
    'affinity',
    'enablePodAntiAffinity: true',
    `topologyKey: ${random.pick(['kubernetes.io/hostname', 'topology.kubernetes.io/zone'])}`,
    `podAntiAffinityType: ${random.pick(['required', 'preferred'])}`,
    random.chance(0.5) && ['nodeSelector:', `  workload: ${random.pick(['postgres', 'stateful', 'storage'])}`],
    random.chance(0.5) && [
      'tolerations:',
      '  - key: workload',
      '    operator: Equal',
      '    value: postgres',
      '    effect: NoSchedule',
    ],
    random.chance(0.2) && [
      'nodeAffinity:',
      '  requiredDuringSchedulingIgnoredDuringExecution:',
      '    nodeSelectorTerms:',
      '      - matchExpressions:',
      '          - key: topology.kubernetes.io/zone',
      '            operator: In',
      `            values: [${zones.join(', ')}]`,
    ],
  );
}

function tolerance(app, random) {
  return [
    'topologySpreadConstraints:',
    `  - maxSkew: ${random.integer(1, 2)}`,
    '    topologyKey: topology.kubernetes.io/zone',
    '    whenUnsatisfiable: ScheduleAnyway',
    '    labelSelector:',
    '      matchLabels:',
    `        cnpg.io/cluster: ${app.cluster}`,
  ];
}

function podAntiAffinity(label) {
  return [
    'affinity:',
    '  podAntiAffinity:',
    '    preferredDuringSchedulingIgnoredDuringExecution:',
    '      - weight: 100',
    '        podAffinityTerm:',
    '          topologyKey: kubernetes.io/hostname',
    '          labelSelector:',
    '            matchLabels:',
    `              app: ${label}`,
  ];
}

function managed(app, random, level) {
  const roles = random.some(['reader', 'writer', 'exporter', 'migrator', 'analyst', 'auditor'], 1 + level);
  return under(
    'managed',
    under(
      'roles',
      roles.map((role) =>
        item(
          `name: ${app.database}_${role}`,
          'ensure: present',
          'login: true',
          random.chance(0.5) && `comment: ${role} of ${app.name}`,
          random.chance(0.4) &&
            `inRoles: [${random.some(['pg_read_all_data', 'pg_monitor', 'pg_write_all_data'], 2).join(', ')}]`,
          ['passwordSecret:', `  name: ${app.cluster}-${role}`],
        ),
      ),
    ),
    level > 1 && [
      'services:',
      '  additional:',
      '    - selectorType: rw',
      '      updateStrategy: patch',
      '      serviceTemplate:',
      '        metadata:',
      `          name: ${app.cluster}-lb`,
      '          annotations:',
      `            external-dns.alpha.kubernetes.io/hostname: ${app.name}.db.internal`,
      '        spec:',
      '          type: LoadBalancer',
    ],
  );
}

function metadataForAll(app) {
  return under(
    'inheritedMetadata',
    under('labels', `app.kubernetes.io/name: ${app.name}`, `cost-centre: "${app.serial}"`, 'tier: database'),
    under('annotations', 'linkerd.io/inject: disabled', `contact.example.com/team: squad-${app.serial % 90}`),
  );
}

function probes(random) {
  const probe = (name) =>
    under(
      name,
      `periodSeconds: ${random.integer(5, 15)}`,
      `timeoutSeconds: ${random.integer(3, 9)}`,
      'failureThreshold: 6',
    );
  return under('probes', probe('startup'), probe('liveness'), probe('readiness'));
}

function slots() {
  return [
    'replicationSlots:',
    '  updateInterval: 30',
    '  highAvailability:',
    '    enabled: true',
    '    slotPrefix: _cnpg_',
    '  synchronizeReplicas:',
    '    enabled: true',
  ];
}

function certificates({ cluster: name }) {
  return [
    'certificates:',
    `  serverTLSSecret: ${name}-server-tls`,
    `  serverCASecret: ${name}-server-ca`,
    `  clientCASecret: ${name}-client-ca`,
    `  replicationTLSSecret: ${name}-replication-tls`,
  ];
}

function environment({ name, serial }, random) {
  return under(
    'env',
    [`TZ=UTC`, `AWS_REGION=eu-west-${random.integer(1, 3)}`, `SERVICE=${name}`, `SERIAL=s${serial}`].map((pair) => {
      const [key, value] = pair.split('=');
      return item(`name: ${key}`, `value: ${value}`);
    }),
  );
}

function podTemplateExtras({ cluster: name }) {
  return [
    'projectedVolumeTemplate:',
    '  sources:',
    '    - secret:',
    `        name: ${name}-foreign-keys`,
    '        items:',
    '          - key: tls.crt',
    '            path: foreign/tls.crt',
    '          - key: tls.key',
    '            path: foreign/tls.key',
    '    - configMap:',
    `        name: ${name}-trust`,
    '        items:',
    '          - key: ca.crt',
    '            path: trust/ca.crt',
    'serviceAccountTemplate:',
    '  metadata:',
    '    annotations:',
    `      eks.amazonaws.com/role-arn: arn:aws:iam::123456789012:role/${name}`,
    'seccompProfile:',
    '  type: RuntimeDefault',
  ];
}

/** The restore that people keep at hand in a comment. */
function parked(app, random) {
  if (app.generation || app.backup === 'none' || !random.chance(0.15)) return [];
  return [
    '# In an emergency:',
    '# bootstrap:',
    '#   recovery:',
    `#     source: ${app.cluster}`,
    '# externalClusters:',
    `#   - name: ${app.cluster}`,
    '#     barmanObjectStore:',
    `#       destinationPath: ${app.bucket}`,
    `#       endpointURL: ${app.endpoint}`,
    '#       s3Credentials:',
    '#         accessKeyId:',
    `#           name: ${app.credentials}`,
    '#           key: ACCESS_KEY_ID',
  ];
}
