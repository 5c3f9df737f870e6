/* Values that hit the checks of the webhooks or nearly miss them. A pool is a list, or a function of the random source. */

const digits = (random, count) => Array.from({ length: count }, () => random.below(10)).join('');

/** Joins random pieces: grammars are broken best by their own tokens in the wrong place. */
const pieces = (list, most) => (random) =>
  Array.from({ length: random.between(1, most) }, () => random.pick(list)).join('');

const either =
  (fixed, composed, percent = 25) =>
  (random) =>
    random.chance(percent) ? composed(random) : random.pick(fixed);

export const draw = (random, pool) => (typeof pool === 'function' ? pool(random) : random.pick(pool));

// biome-ignore format: pools read best as lines of values
export const durations = either(
  ['5s', '0', '0s', '-0h', '+0', '1h30m', '1.5h', '.5s', '1.', '1.s', '10', 'abc', '', '1d', '1 s', '5S', '100ms', '3us', '3µs', '3μs', '-5m', '1h-5m',
    '9223372036s', '9223372037s', '2562047h', '2562048h', '1e3s', '00s', '1h1h', ' 5s', 's'],
  pieces(['1', '20', '.', 'h', 'm', 's', 'ms', 'ns', '-', '0'], 5),
);

// biome-ignore format: pools read best as lines of values
export const quantities = either(
  ['1Gi', '500Mi', '0', '0Gi', 'Gi', '-1Gi', '1.5Gi', '10', '1K', '1k', '1Ki', '1gi', '1Gb', '1 Gi', '1e', '1e3', '1e1.5', '1E', '1E5', '+5M', '.5Gi', '5.',
    '', 'abc', '1m', '0.1m', 'm', 'Pi', 'Ei', '1n', '1e-10', 'e-10', '9Ei', '100Ei', '99999999999999999999', '1,5Gi', '1Gi ', '0x10', '1e-3Gi', '5G', '5000M'],
  pieces(['1', '0', '5', '.', 'G', 'i', 'M', 'm', 'e', 'E', '-', '+', 'k', 'Ki'], 5),
);

// biome-ignore format: pools read best as lines of values
export const postgresSizes = either(
  ['512MB', '512 MB', ' 512MB', '512MB ', '1.5GB', '8kB', '8KB', '16384B', '16384', '-1', '+64', 'MB', '512M', '512Mi', '512MiB', '512mB', '1.5', '1.5B', '1e3MB',
    'B', '512\tMB', '', '1GB', '2GB', '4GB', '80MB', '81MB', '79MB', '0', '0MB', '1PB', 'PB', 'EB', '1EB', 'abc', '99999999999999999999', '0x10', '1TB', '128MB', '-64MB', '10GB'],
  pieces(['1', '64', '.', 'k', 'M', 'G', 'B', ' ', '-', '512'], 5),
);

// biome-ignore format: pools read best as lines of values
export const schedules = either(
  ['0 0 0 * * *', '0 0 * * *', '* * * *', '0 0 0 * * * *', '@daily', '@every 1h', '@every 1d', '@every  1h', '@every -1h', '@every', '@reboot', '@Daily', ' @daily', '@daily ',
    '60 * * * * *', '0 60 * * * *', '0 0 24 * * *', '0 0 0 0 * *', '0 0 0 32 * *', '0 0 0 * 13 *', '0 0 0 * 0 *', '0 0 0 * * 7', '0 0 0 * * SUN', '0 0 0 * * mon-FRI',
    '0 0 0 * JAN *', '0 0 0 * january *', '0 0 0 jan * *', '0 */5 * * * *', '0 */0 * * * *', '0 */99 * * * *', '0 5/10 * * * *', '0 1-5/2 * * * *', '0 5-1 * * * *',
    '0 *-foo * * * *', '? ? ? ? ? ?', '0 , * * * *', '0 1,,2 * * * *', '0 1,60 * * * *', '0 1/2/3 * * * *', '0 1-2-3 * * * *', '0 0 0 L * *', '0 0 0 15W * *',
    '0 0 0 * * 5#2', 'TZ=UTC 0 0 0 * * *', '\t0 0  0 * * *', '0\u00a00 0 * * *', '', '   ', '*', 'a b c d e f', '+1 0 0 * * *', '-1 0 0 * * *', '0 0 0 1-31 1-12 0-6',
    '0 0 0 ? * ?', '@hourly', '@midnight', '@annually', '@yearly', '@monthly', '@weekly', '@every 1h30m', '@every 0', '@every 5', '*/15 * * * * *', '01 002 3 * * *'],
  (random) => Array.from({ length: random.between(4, 7) }, () =>
    random.pick(['*', '0', '5', '59', '31', '12', '7', '*/2', '1-5', '1,2', '?', 'mon', 'dec', 'x', '23', '1/3'])).join(' '),
);

// biome-ignore format: pools read best as lines of values
export const images = either(
  ['ghcr.io/cloudnative-pg/postgresql:17', 'ghcr.io/cloudnative-pg/postgresql:16.3', 'postgres:15.8', 'postgres', 'postgres:latest', 'postgres:', '', 'postgres:v17', 'postgres:12',
    'postgres:12.9', 'postgres:13', 'postgres:11', 'postgres:9.6', 'postgres:9', 'postgres:10', 'postgres:18beta2', 'postgres:017', 'postgres:17.', 'postgres:17.-x', 'postgres:17.x', 'postgres:17-x',
    'postgres:16.3.4-1', 'host:5000/pg', 'host:5000/pg:17.2', 'localhost/pg:16', 'host:5000/a/b:17@sha256:abcdef01', 'pg@sha256:abcdef01', 'pg@sha512:ab', 'pg:17@sha512:ab', 'pg:16:17',
    'pg:17@sha256:', 'pg:17@sha256:xyz', 'pg:16.100', 'pg:16.99', 'pg:99999999999999999999', 'pg:0', 'pg:17/x', 'a.b/pg:17', 'a.b:5/pg', '17', 'pg:-17', 'pg:17..1', 'pg:1.2.3.4.5', 'pg:18.1-system-trixie',
    'Upper/PG:17', ' pg:17', 'pg:17 ', 'pg:17\n', ':17', '/pg:17', 'pg:17:'],
  pieces(['pg', ':', '17', '/', '.', '@sha256:', 'ab', '-', '5000', 'host'], 6),
);

// biome-ignore format: pools read best as lines of values
export const lsns = either(
  ['0/0', '16/B374D848', '0/', '/0', '0', '', '0/0/0', 'g/0', '0x1/0', '+1/0', '-1/0', 'FFFFFFFFFFFFFFFF/FFFFFFFFFFFFFFFF', '10000000000000000/0', '00000000000000000001/0', ' 0/0', 'a/b'],
  pieces(['0', 'F', '/', 'g', '1a'], 5),
);

// biome-ignore format: pools read best as lines of values
export const times = either(
  ['2024-01-01 00:00:00', '2024-01-01', '2024-01-01T00:00:00Z', '2024-01-01T00:00:00', '2024-01-01T00:00:00+02:00', '2024-01-01 00:00:00+02', '2024-01-01 00:00:00+02:00', '2024-01-01 00:00:00.123456+02',
    '2024-13-45 99:99:99', '2024-13-01T00:00:00Z', '2024-02-30T00:00:00Z', '2023-02-29T00:00:00Z', '2024-02-29T00:00:00Z', '2024-01-01T24:00:00Z', '2024-01-01T1:00:00Z', '2024-1-1', '2024-01-01 00:00',
    '2024-01-01 00:00:00 UTC', '2024-01-01 00:00:00 +02', '2024-01-01 00:00:00Z', '2024-01-01t00:00:00z', '2024-01-01T00:00:00.5Z', '2024-01-01T00:00:00,5Z', '2024-01-01T00:00:00+0200',
    '2024-01-01T00:00:00+25:00', '2024-01-01T00:00:00+24:60', '0044-03-15 BC', '10000-01-01', '+2024-01-01', '-2024-01-01', 'now', 'yesterday', '', '2024-01-01 00:00:00 BC', '2024-01-01T00:00:60Z',
    '2024-01-01 00:00:00.', '2024-01-01 00:00:00-05:30:15', ' 2024-01-01', '99999999999999999999-01-01', '2024-00-01T00:00:00Z', '2024-01-01 +1:-1:+1'],
  pieces(['2024', '-', '01', ':', ' ', 'T', 'Z', '00', '+02', '.5'], 9), 15,
);

export const timelines = [
  'latest',
  'LATEST',
  'current',
  '1',
  '0',
  '-1',
  '+3',
  '0x1',
  '1.0',
  ' 1',
  '',
  '99999999999999999999',
  '7',
];

export const transactions = ['0', '1', '4294967295', '4294967296', '0001', '-1', '+1', '0x1', ' 1', '', 'abc', '1.0'];

export const targetNames = [
  'before',
  '',
  'a'.repeat(63),
  'a'.repeat(64),
  'ä'.repeat(32),
  'ä'.repeat(31),
  'tab\there',
  'line\nfeed',
  'del\u007f',
  'c1\u0085ok',
  ' ',
];

// biome-ignore format: pools read best as lines of values
export const regexes = either(
  ['^a', 'a(b', 'a)b', 'a**', 'a++', 'a{2}{3}', 'a+?', 'a+??', '*a', '(?=a)', '(?!a)', '(?<n>a)', '(?P<n>a)', '(?P<n-x>a)', '(?P=n)', '(?i)a', '(?i:a)', '(?x)a', '(?-)a', '(?i-s)a', 'a{1001}', 'a{1000}', 'a{2,1}',
    'a{,3}', 'a{01}', '(a{100}){100}', '(a{10}){100}', '[a', '[]a]', '[^]a]', '[z-a]', '[a-z', '[[:alpha:]]', '[[:foo:]]', '[[:alpha]', '[\\d-z]', '\\d', '\\1', '\\01', '\\8', '\\Z', '\\z', '\\G', '\\C', '\\u0041',
    '\\x41', '\\x4', '\\x{10FFFF}', '\\x{110000}', '\\Qa*', '\\Q(\\E', '\\pL', '\\p{Greek}', '\\p{Foo}', '\\p{^Lu}', '\\PN', '\\_', '\\ä', '\\', '', '|', '()', 'a||b', '(', ')', ']', '}', '{', 'a{1', '(?', '(?<', '(?P<',
    '(?#c)', '\\k<n>', '$^', '(|a)*', '\\b*', '^*', 'a{0}', '(?U)a', '(?s-i:.)', '[\\w-]', '[a\\]b]', '\\a\\f\\t\\n\\r\\v', '(?<n>a)(?<n>b)', '[[:^digit:]]', '\\p', '[\\b]'],
  pieces(['a', '(', ')', '[', ']', '*', '+', '?', '{2}', '|', '\\', '^', '-', ':', '?:', 'd'], 7),
);

// biome-ignore format: pools read best as lines of values
export const labelKeys = ['app', 'a.b/c', 'a/b/c', '/c', 'a/', '', 'A_b.c', '-a', 'a-', 'Ex.com/x', 'ex..com/x', 'a'.repeat(63), 'a'.repeat(64), `${'a'.repeat(254)}/b`, 'a b', 'ä', 'bad key!'];

export const labelValues = ['', 'web', '-a', 'a-', 'a'.repeat(63), 'a'.repeat(64), 'a b', 'A.b_c', 'ä', 'a/b'];

// biome-ignore format: pools read best as lines of values
export const booleans = ['on', 'off', 'true', 'false', 'ON', 'True', 'yes', 'no', 'y', 'n', 't', 'f', 'tr', 'of', 'o', '1', '0', '2', '', ' on', 'yes ', 'enable', 'fals'];

export const goBooleans = [
  '1',
  't',
  'T',
  'TRUE',
  'true',
  'True',
  '0',
  'f',
  'F',
  'FALSE',
  'false',
  'False',
  'tRUE',
  'on',
  'yes',
  '',
  ' true',
  '2',
];

// biome-ignore format: pools read best as lines of values
export const parameterNames = ['work_mem', 'a.b', 'a.b.c', '1a', 'a-b', '', 'a b', 'A$', '_x', 'x.1', '.x', 'x.', 'ä', 'pg_failover_slots.x', 'pg_failover_slots.standby_slot_names', 'auto_explain.log', 'pgaudit.log',
  'Work_Mem', 'search_path'];

// biome-ignore format: pools read best as lines of values
export const fixedParameters = {
  allow_system_table_mods: ['off'], archive_cleanup_command: [''], archive_command: ['/bin/true', ''], archive_mode: ['on', 'off', 'always', 'ON'], bonjour: ['off'], bonjour_name: ['x'],
  cluster_name: ['x'], config_file: ['x'], data_directory: ['x'], data_sync_retry: ['on'], event_source: ['x'], external_pid_file: ['x'], full_page_writes: ['on', 'off'], hba_file: ['x'],
  hot_standby: ['true', 'on'], ident_file: ['x'], jit_provider: ['x'], listen_addresses: ['*'], log_destination: ['csvlog', 'stderr'], log_directory: ['/controller/log', 'log'],
  log_file_mode: ['0600'], log_filename: ['postgres', 'x'], log_rotation_age: ['0', '1d'], log_rotation_size: ['0', '00'], log_truncate_on_rotation: ['false', 'off'],
  logging_collector: ['on', 'off'], pg_failover_slots_primary: ['x'], 'pg_failover_slots.primary_dsn': ['x'], 'pg_failover_slots.standby_slot_names': ['x'], port: ['5432', '5433'],
  primary_conninfo: ['x'], primary_slot_name: ['x'], promote_trigger_file: ['x'], recovery_end_command: ['x'], recovery_min_apply_delay: ['0', '1h'], recovery_target: ['immediate'],
  recovery_target_action: ['promote'], recovery_target_inclusive: ['on'], recovery_target_lsn: ['0/0'], recovery_target_name: ['x'], recovery_target_time: ['x'],
  recovery_target_timeline: ['latest'], recovery_target_xid: ['1'], restart_after_crash: ['on'], restore_command: ['x'], shared_preload_libraries: ['', 'pg_stat_statements'],
  Shared_Preload_Libraries: [''], ssl: ['on'], ssl_ca_file: ['x'], ssl_cert_file: ['x'], ssl_crl_file: ['x'], ssl_dh_params_file: ['x'], ssl_ecdh_curve: ['x'], ssl_key_file: ['x'],
  ssl_passphrase_command: ['x'], ssl_passphrase_command_supports_reload: ['on'], ssl_prefer_server_ciphers: ['on'], stats_temp_directory: ['x'], synchronized_standby_slots: ['x'],
  synchronous_standby_names: ['*', ''], syslog_facility: ['x'], syslog_ident: ['x'], syslog_sequence_numbers: ['on'], syslog_split_messages: ['on'], temp_tablespaces: ['x'],
  unix_socket_directories: ['x'], unix_socket_group: ['x'], unix_socket_permissions: ['0777'], PORT: ['5432'], max_worker_processes: ['32', '8'], wal_receiver_timeout: ['5s'],
  ssl_min_protocol_version: ['TLSv1.2'], max_replication_slots: ['10'], wal_keep_size: ['1GB'], max_wal_senders: ['0', '10', '00'],
};

// biome-ignore format: pools read best as lines of values
export const poolerParameters = ['application_name_add_host', 'auth_type', 'auth_query', 'auth_file', 'autodb_idle_timeout', 'cancel_wait_timeout', 'client_idle_timeout', 'client_login_timeout',
  'client_tls_ciphers', 'client_tls13_ciphers', 'client_tls_sslmode', 'client_tls_protocols', 'default_pool_size', 'Default_Pool_Size', 'disable_pqexec', 'dns_max_ttl', 'dns_nxdomain_ttl', 'dns_zone_check_period',
  'idle_transaction_timeout', 'ignore_startup_parameters', 'listen_addr', 'listen_port', 'listen_backlog', 'log_connections', 'log_disconnections', 'log_pooler_errors', 'log_stats', 'max_client_conn',
  'max_db_connections', 'max_packet_size', 'max_prepared_statements', 'max_user_connections', 'min_pool_size', 'pkt_buf', 'pool_mode', 'query_timeout', 'query_wait_timeout', 'reserve_pool_size',
  'reserve_pool_timeout', 'sbuf_loopcnt', 'server_check_delay', 'server_check_query', 'server_connect_timeout', 'server_fast_close', 'server_idle_timeout', 'server_lifetime', 'server_login_retry',
  'server_reset_query', 'server_reset_query_always', 'server_round_robin', 'server_tls_ciphers', 'server_tls13_ciphers', 'server_tls_protocols', 'server_tls_sslmode', 'stats_period', 'stats_users',
  'suspend_timeout', 'tcp_defer_accept', 'tcp_socket_buffer', 'tcp_keepalive', 'tcp_keepcnt', 'tcp_keepidle', 'tcp_keepintvl', 'tcp_user_timeout', 'track_extra_parameters', 'unix_socket_dir', 'verbose', '', 'x y'];

// biome-ignore format: pools read best as lines of values
export const hbaLines = either(
  ['host all all ${podselector:clients} md5', 'host all all ${podselector:other} md5', 'host all all ${podselector: clients} md5', 'host all all ${PodSelector:clients} md5', 'host all all ${x:y} md5',
    'host all all ${podselector:clients} ${podselector:clients}', 'host all all ${podselector} md5', 'host all all ${podselector:} md5', '${x} ${podselector:clients}', '$${podselector:clients}', '${podselector:clients',
    '', '# ${a:b}', '${podselector:clients}', 'host all all 10.0.0.0/8 trust', '${podselector:clients}${x:y}', '${:a}', '${podselector:cli\nents}', '${podselector:a:b}'],
  pieces(['${', 'podselector', ':', 'clients', '}', ' ', 'x', '$'], 7),
);

// biome-ignore format: pools read best as lines of values
export const environmentNames = ['TZ', 'PGDATA', 'pgdata', 'Pg_x', 'PG', 'P', 'POD_NAME', 'pod_name', 'POD_NAMES', 'NAMESPACE', 'CLUSTER_NAME', 'CNPG_X', 'cnpg_x', 'CNPG', 'TMPDIR', 'PATH', 'LD_LIBRARY_PATH', 'path',
  'PSQL_HISTORY', '', 'a b', 'A=B'];

// biome-ignore format: pools read best as lines of values
export const placeholders = ['${image_root}', '${image_root}/x', '$${image_root}', '${other}', '$${other}', '$$${other}', '${image_root', '${}', '$image_root', '${ image_root }', '', 'a${image_root}b${x}', '${image_root}${image_root}', '${IMAGE_ROOT}'];

// biome-ignore format: pools read best as lines of values
export const paths = either(
  ['lib', 'lib/', './lib', 'lib//x', 'a/../lib', '..', '../lib', '..bin', 'a/../..', '/lib', '/../x', '', '.', '/', 'share/extension', 'a/./b', 'a/..', '//', ' ', 'a/../../b', '/a/../../b'],
  pieces(['..', '/', '.', 'lib', 'a'], 6),
);

// biome-ignore format: pools read best as lines of values
export const names = ['app', '', 'postgres', 'streaming_replica', 'pg_x', 'PG_x', 'cnpg_x', 'Cnpg_x', 'template0', 'template1', 'a b', 'a'.repeat(63), 'a'.repeat(64), 'ä', '1a', '_a', 'a$b', 'a-b', 'a_b', 'A_B', 'a.b', '.', '..', 'a/b', 'a\\b', 'ledger', 'origin', 'clients'];

// biome-ignore format: pools read best as lines of values
export const clusterNames = ['pg', 'a'.repeat(50), 'a'.repeat(51), 'a'.repeat(63), 'a'.repeat(64), '1pg', 'pg-', '-pg', 'pg.x', 'Pg', 'pg_x', 'p', '9', `${'a'.repeat(49)}-`, 'ledger', 'paris', 'berlin', '', 'x'.repeat(254)];

// biome-ignore format: pools read best as lines of values
export const patches = either(
  ['[]', 'null', '', '{}', '"x"', '[null]', '[{}]', '[{"op":"add","path":"/spec/hostname","value":"x"}]', '[{"op":"add","path":"/spec/containers/0/image","value":"x"}]', '[{"op":"replace","path":"/spec/containers/0/image","value":"x"}]',
    '[{"op":"remove","path":"/spec/restartPolicy"}]', '[{"op":"remove","path":"/spec/hostname"}]', '[{"op":"Add","path":"/spec/x","value":1}]', '[{"op":"add","path":"/spec/x"}]', '[{"op":"add","path":"/spec/nodeName","value":null}]',
    '[{"op":"add","path":"spec/nodeName","value":"x"}]', '[{"op":"add","path":"","value":{}}]', '[{"op":"add","path":"","value":1}]', '[{"op":"replace","path":"/spec/terminationGracePeriodSeconds","value":"10"}]',
    '[{"op":"replace","path":"/spec/terminationGracePeriodSeconds","value":10.5}]', '[{"op":"replace","path":"/spec/terminationGracePeriodSeconds","value":10}]', '[{"op":"add","path":"/spec/volumes/-","value":{"name":"x","emptyDir":{}}}]',
    '[{"op":"remove","path":"/spec/volumes/9"}]', '[{"op":"remove","path":"/spec/volumes/-1"}]', '[{"op":"add","path":"/spec/volumes/99","value":{}}]', '[{"op":"test","path":"/metadata/labels/cnpg.io~1podRole","value":"instance"}]',
    '[{"op":"test","path":"/metadata/labels/cnpg.io~1podRole","value":"x"}]', '[{"op":"test","path":"/spec/nothing","value":null}]', '[{"op":"move","from":"/spec/hostname","path":"/spec/subdomain"}]', '[{"op":"move","path":"/spec/x"}]',
    '[{"op":"copy","from":"/spec/containers/0","path":"/spec/containers/-"}]', '[{"op":"copy","from":"/spec/containers/5","path":"/spec/containers/-"}]', '[{"op":"add","path":"/spec/tolerations/-","value":{}}]',
    '[{"op":"add","path":"/spec/containers/0/resources/requests","value":{"cpu":"1x"}}]', '[{"op":"add","path":"/spec/containers/0/resources/requests","value":{"cpu":1}}]', '[{"op":"replace","path":"/metadata/labels","value":{"a":1}}]',
    '[{"op":"add","path":"/spec/containers/0/envFrom/-","value":{}}]', '[{"op":"replace","path":"/spec/securityContext/runAsUser","value":1}]', '[{"op":"remove","path":"/metadata/labels/app.kubernetes.io~1name"}]',
    '[{"op":"add","path":1,"value":1}]', '[{"op":"add","path":"/a~2b","value":1}] ', '[{"op":"add","path":"/x","value":1}', '[{"op":"add","path":"/spec/affinity/podAntiAffinity","value":null}]', '[{"op":"test","path":"/status","value":{}}]',
    '[{"op":"replace","path":"/spec/initContainers/0/command/0","value":"x"}]', '[{"op":"replace","path":"/spec/containers/0/livenessProbe/timeoutSeconds","value":3}]', '[{"op":"replace","path":"/spec/containers/0/ports/2/containerPort","value":"x"}]'],
  (random) => JSON.stringify([{
    op: random.pick(['add', 'replace', 'remove', 'test', 'move', 'copy', 'ADD']),
    path: random.pick(['/spec', '/metadata', '']) + random.pick(['/containers/0', '/volumes/1', '/labels', '/nodeSelector', '/priorityClassName', '/containers/-', '/affinity', '']) + random.pick(['', '/name', '/image', '/env/0/value', '/x', '/-', '/0']),
    ...(random.chance(80) ? { value: random.pick(['x', 1, null, {}, [], true, { name: 'x' }]) } : {}),
    ...(random.chance(40) ? { from: random.pick(['/spec/hostname', '/spec/nothing', '']) } : {}),
  }]),
);

// biome-ignore format: pools read best as lines of values
export const pingers = ['{"enabled":true}', '{"enabled":false}', '{"enabled":null}', '{}', 'null', '', 'x', '[]', '{"enabled":"true"}', '{"Enabled":true}', '{"enabled":true,"requestTimeout":"1"}', '{"enabled":true,"requestTimeout":1.5}',
  '{"enabled":true,"connectionTimeout":1e3}', '{"enabled":true,"x":1}', '{"enabled":true}x', '{"enabled":true,"enabled":1}', '{"enabled":1,"enabled":true}', '{enabled:true}', ' {"enabled":true} ', '{"enabled":true,"requestTimeout":null}', '{"enabled":true,"requestTimeout":-5}'];

const tokenMembers = [
  'latestCheckpointTimelineID',
  'redoWalFile',
  'databaseSystemIdentifier',
  'latestCheckpointREDOLocation',
  'timeOfLatestCheckpoint',
  'operatorVersion',
];

/** Promotion tokens: base64 of JSON, each broken in one of its layers. */
export const promotionTokens = (random) => {
  const members = Object.fromEntries(tokenMembers.map((name) => [name, `${name[0]}${digits(random, 3)}`]));
  const damage = random.below(12);
  const member = random.pick(tokenMembers);
  if (damage === 0) delete members[member];
  if (damage === 1) members[member] = '';
  if (damage === 2) members[member] = null;
  if (damage === 3) members[member] = 7;
  if (damage === 4) members['unknown'] = { a: [1] };
  let json = JSON.stringify(members);
  if (damage === 5) json = random.pick(['null', '[]', '"x"', '1', '{', `${json}x`, '{}', ` ${json}\n`]);
  if (damage === 6) json = json.replace(member, member.toUpperCase());
  const token = base64(json);
  if (damage === 7) return token.replace(/=+$/u, '');
  if (damage === 8) return `${token.slice(0, 12)}\n${token.slice(12)}`;
  if (damage === 9)
    return random.pick([
      ` ${token}`,
      `${token}=`,
      token.slice(0, -1),
      token.replace(/.$/u, '-'),
      'xxx',
      'x'.repeat(51),
      '====',
      '',
    ]);
  return token;
};

function base64(text) {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** Strings for fields that nothing special is known of. */
// biome-ignore format: pools read best as lines of values
export const strings = ['a', 'app', 'x-y', 'some text', '1', 'true', 'null', 'ä', 'UPPER', 'a.b', 'a/b', ' ', '~', '0', 'C', 'UTF8', '-1'];
