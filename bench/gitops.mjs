import { indent, item, lines, under } from './random.mjs';

const registries = ['ghcr.io/example', 'quay.io/example', 'registry.example.net/apps', 'docker.io/example'];
const words =
  'accept account add after all and archive as at batch before by cache change check client close cluster commit create data default delete deploy each end error event every export field file find first for from group handle in index into is job key last limit line list load log match merge name new next node not of on open order out over page part path plan queue quota read record remove replay report request retry role root route rule run save scan scope send server set shard share show sort source start state step store stream sync table tag task test text time to token trace under unit update use user value view wait watch when with work write zone'.split(
    ' ',
  );

const sentence = (random, count) => Array.from({ length: count }, () => random.pick(words)).join(' ');
const labelled = (app) => [`app.kubernetes.io/name: ${app.name}`, `app.kubernetes.io/instance: ${app.name}`];
const object = (app, apiVersion, kind, name, ...rest) =>
  lines(
    `apiVersion: ${apiVersion}`,
    `kind: ${kind}`,
    'metadata:',
    `  name: ${name}`,
    `  namespace: ${app.namespace}`,
    rest,
  );

/** The Flux Kustomization of an app, which waits for the app's database where there is one. */
export function fluxKustomization(app, random) {
  return object(
    { namespace: 'flux-system' },
    'kustomize.toolkit.fluxcd.io/v1',
    'Kustomization',
    app.name,
    'spec:',
    indent(
      1,
      `targetNamespace: ${app.namespace}`,
      under('commonMetadata', under('labels', labelled(app))),
      random.chance(0.5) && ['dependsOn:', '  - name: external-secrets-stores'],
      app.hasDatabase &&
        random.chance(0.4) && [
          'healthChecks:',
          '  - apiVersion: postgresql.cnpg.io/v1',
          '    kind: Cluster',
          `    name: ${app.cluster}`,
          `    namespace: ${app.namespace}`,
        ],
      [`path: ./apps/${app.name}/app`, 'prune: true', 'sourceRef:', '  kind: GitRepository', '  name: flux-system'],
      ['wait: false', 'interval: 30m', 'retryInterval: 1m', `timeout: ${random.integer(3, 10)}m`],
      random.chance(0.3) && [
        'postBuild:',
        '  substitute:',
        `    APP: ${app.name}`,
        `    CAPACITY: ${random.integer(1, 20)}Gi`,
      ],
    ),
  );
}

/** The kustomization.yaml of a folder. */
export function kustomization(files, namespace) {
  return lines(
    '# yaml-language-server: $schema=https://json.schemastore.org/kustomization',
    'apiVersion: kustomize.config.k8s.io/v1beta1',
    'kind: Kustomization',
    namespace && `namespace: ${namespace}`,
    'resources:',
    files.map((file) => `  - ./${file}`),
  );
}

/** What stands in an app's folder, by file name. */
export const workloads = {
  'namespace.yaml': (app) =>
    lines(
      'apiVersion: v1',
      'kind: Namespace',
      'metadata:',
      `  name: ${app.namespace}`,
      '  labels:',
      '    goldilocks.fairwinds.com/enabled: "true"',
    ),

  'helmrelease.yaml': (app, random) =>
    object(
      app,
      'helm.toolkit.fluxcd.io/v2',
      'HelmRelease',
      app.name,
      'spec:',
      indent(
        1,
        ['interval: 1h', 'chartRef:', '  kind: OCIRepository', '  name: app-template'],
        [
          'install:',
          '  remediation:',
          '    retries: 3',
          'upgrade:',
          '  cleanupOnFail: true',
          '  remediation:',
          '    retries: 3',
        ],
        'values:',
        indent(
          1,
          [
            'controllers:',
            `  ${app.name}:`,
            '    annotations:',
            '      reloader.stakater.com/auto: "true"',
            '    containers:',
            '      app:',
          ],
          indent(4, container(app, random).slice(1)),
          [
            'service:',
            '  app:',
            `    controller: ${app.name}`,
            '    ports:',
            '      http:',
            `        port: ${app.port}`,
          ],
          [
            'route:',
            '  app:',
            '    hostnames:',
            `      - "{{ .Release.Name }}.example.net"`,
            '    parentRefs:',
            '      - name: internal',
            '        namespace: network',
          ],
          ['persistence:', '  data:', `    existingClaim: ${app.name}`, '    globalMounts:', '      - path: /data'],
          random.chance(0.5) && [
            'defaultPodOptions:',
            '  securityContext:',
            '    runAsNonRoot: true',
            '    runAsUser: 1000',
            '    fsGroup: 1000',
          ],
        ),
      ),
    ),

  'ocirepository.yaml': (app, random) =>
    object(app, 'source.toolkit.fluxcd.io/v1', 'OCIRepository', app.name, [
      'spec:',
      '  interval: 15m',
      '  layerSelector:',
      '    mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip',
      '    operation: copy',
      '  ref:',
      `    tag: ${random.integer(1, 9)}.${random.integer(0, 30)}.${random.integer(0, 9)}`,
      `  url: oci://${random.pick(registries)}/charts/${app.name}`,
    ]),

  'deployment.yaml': (app, random) =>
    object(
      app,
      'apps/v1',
      'Deployment',
      app.name,
      indent(1, under('labels', labelled(app))),
      'spec:',
      indent(
        1,
        [
          `replicas: ${random.integer(1, 4)}`,
          'revisionHistoryLimit: 3',
          'selector:',
          '  matchLabels:',
          `    app.kubernetes.io/name: ${app.name}`,
        ],
        'template:',
        [
          '  metadata:',
          '    labels:',
          indent(3, labelled(app)),
          '    annotations:',
          `      checksum/config: ${random.digits(64)}`,
        ],
        [
          '  spec:',
          `    serviceAccountName: ${app.name}`,
          '    securityContext:',
          '      runAsNonRoot: true',
          '      runAsUser: 1000',
          '    containers:',
        ],
        indent(3, item(`name: ${app.name}`, container(app, random).slice(1))),
        ['    volumes:', '      - name: config', '        configMap:', `          name: ${app.name}-config`],
      ),
    ),

  'service.yaml': (app) =>
    object(app, 'v1', 'Service', app.name, indent(1, under('labels', labelled(app))), [
      'spec:',
      '  type: ClusterIP',
      '  selector:',
      `    app.kubernetes.io/name: ${app.name}`,
      '  ports:',
      '    - name: http',
      `      port: ${app.port}`,
      '      targetPort: http',
      '    - name: metrics',
      '      port: 9090',
      '      targetPort: metrics',
    ]),

  'configmap.yaml': (app, random) =>
    object(app, 'v1', 'ConfigMap', `${app.name}-config`, 'data:', indent(1, random.pick(embedded)(app, random))),

  'secret.sops.yaml': (app, random) => {
    const sealed = () =>
      `ENC[AES256_GCM,data:${base64(random, 44)},iv:${base64(random, 43)}=,tag:${base64(random, 22)}==,type:str]`;
    return object(app, 'v1', 'Secret', `${app.name}-secret`, [
      'stringData:',
      ...random
        .some(
          ['USERNAME', 'PASSWORD', 'API_TOKEN', 'SESSION_KEY', 'SMTP_PASSWORD', 'WEBHOOK_URL'],
          random.integer(2, 5),
        )
        .map((key) => `  ${key}: ${sealed()}`),
      'sops:',
      '  age:',
      `    - recipient: age1${random.digits(58, 'acdefghjklmnpqrstuvwxyz023456789')}`,
      '      enc: |',
      '        -----BEGIN AGE ENCRYPTED FILE-----',
      ...Array.from({ length: 5 }, () => `        ${base64(random, 64)}`),
      '        -----END AGE ENCRYPTED FILE-----',
      '  lastmodified: "2026-02-01T09:30:00Z"',
      `  mac: ${sealed()}`,
      '  encrypted_regex: ^(data|stringData)$',
      '  version: 3.9.4',
    ]);
  },

  'externalsecret.yaml': (app, random) =>
    object(app, 'external-secrets.io/v1', 'ExternalSecret', app.name, [
      'spec:',
      '  refreshInterval: 1h',
      '  secretStoreRef:',
      '    kind: ClusterSecretStore',
      '    name: vault',
      '  target:',
      `    name: ${app.name}-secret`,
      '    template:',
      '      data:',
      ...random
        .some(['USERNAME', 'PASSWORD', 'API_TOKEN', 'SESSION_KEY', 'DATABASE_URL'], random.integer(2, 5))
        .map((key) => `        ${key}: "{{ .${key.toLowerCase()} }}"`),
      '  dataFrom:',
      '    - extract:',
      `        key: ${app.name}`,
    ]),

  'serviceaccount.yaml': (app) => object(app, 'v1', 'ServiceAccount', app.name, 'automountServiceAccountToken: false'),

  'pvc.yaml': (app, random) =>
    object(app, 'v1', 'PersistentVolumeClaim', app.name, [
      'spec:',
      '  accessModes: ["ReadWriteOnce"]',
      '  resources:',
      '    requests:',
      `      storage: ${random.integer(1, 50)}Gi`,
      '  storageClassName: ceph-block',
    ]),

  'httproute.yaml': (app) =>
    object(app, 'gateway.networking.k8s.io/v1', 'HTTPRoute', app.name, [
      'spec:',
      `  hostnames: ["${app.name}.example.net"]`,
      '  parentRefs:',
      '    - name: internal',
      '      namespace: network',
      '      sectionName: https',
      '  rules:',
      '    - matches:',
      '        - path:',
      '            type: PathPrefix',
      '            value: /',
      '      backendRefs:',
      `        - name: ${app.name}`,
      `          port: ${app.port}`,
    ]),

  'networkpolicy.yaml': (app) =>
    object(app, 'networking.k8s.io/v1', 'NetworkPolicy', app.name, [
      'spec:',
      '  podSelector:',
      '    matchLabels:',
      `      app.kubernetes.io/name: ${app.name}`,
      '  policyTypes: [Ingress, Egress]',
      '  ingress:',
      '    - from:',
      '        - namespaceSelector:',
      '            matchLabels:',
      '              kubernetes.io/metadata.name: network',
      '      ports:',
      '        - protocol: TCP',
      `          port: ${app.port}`,
      '  egress:',
      '    - to:',
      '        - podSelector:',
      '            matchLabels:',
      app.hasDatabase
        ? `              cnpg.io/cluster: ${app.cluster}`
        : '              app.kubernetes.io/component: cache',
    ]),

  'cronjob.yaml': (app, random) =>
    object(app, 'batch/v1', 'CronJob', `${app.name}-cleanup`, [
      'spec:',
      `  schedule: "${random.integer(0, 59)} ${random.integer(0, 23)} * * *"`,
      '  concurrencyPolicy: Forbid',
      '  jobTemplate:',
      '    spec:',
      '      template:',
      '        spec:',
      '          restartPolicy: Never',
      '          containers:',
      '            - name: cleanup',
      `              image: ${random.pick(registries)}/${app.name}:1.${random.integer(0, 40)}.0`,
      '              command: ["/bin/sh", "-ec"]',
      '              args:',
      '                - |',
      ...Array.from(
        { length: random.integer(3, 20) },
        () => `                  echo "${sentence(random, random.integer(3, 9))}"`,
      ),
    ]),

  'podmonitor.yaml': (app) =>
    object(app, 'monitoring.coreos.com/v1', 'PodMonitor', app.name, [
      'spec:',
      '  selector:',
      '    matchLabels:',
      `      app.kubernetes.io/name: ${app.name}`,
      '  podMetricsEndpoints:',
      '    - port: metrics',
      '      interval: 1m',
    ]),

  'prometheusrule.yaml': (app, random) =>
    object(app, 'monitoring.coreos.com/v1', 'PrometheusRule', app.name, [
      'spec:',
      '  groups:',
      `    - name: ${app.name}.rules`,
      '      rules:',
      ...Array.from({ length: random.integer(2, 8) }, (_, index) => [
        `        - alert: ${app.name.replaceAll('-', '')}Alert${index}`,
        '          annotations:',
        `            summary: "${sentence(random, 8)}"`,
        '          expr: |',
        `            sum(rate(http_requests_total{job="${app.name}",code=~"5.."}[5m])) > ${random.integer(1, 90)}`,
        '          for: 10m',
        '          labels:',
        '            severity: critical',
      ]),
    ]),

  'rbac.yaml': (app) =>
    lines(
      object(app, 'rbac.authorization.k8s.io/v1', 'Role', app.name, [
        'rules:',
        '  - apiGroups: [""]',
        '    resources: ["configmaps", "secrets"]',
        '    verbs: ["get", "list", "watch"]',
      ]),
      '---',
      object(app, 'rbac.authorization.k8s.io/v1', 'RoleBinding', app.name, [
        'roleRef:',
        '  apiGroup: rbac.authorization.k8s.io',
        '  kind: Role',
        `  name: ${app.name}`,
        'subjects:',
        '  - kind: ServiceAccount',
        `    name: ${app.name}`,
      ]),
    ),
};

const base64 = (random, length) =>
  random.digits(length, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');

/** What people put into ConfigMaps: settings, a script, an INI file, or a dashboard of some size. */
const embedded = [
  (app, random) => [
    'settings.yaml: |',
    ...Array.from(
      { length: random.integer(5, 60) },
      () => `  ${random.pick(words)}_${random.pick(words)}: ${random.integer(0, 9999)}`,
    ),
    `LOG_LEVEL: ${random.pick(['debug', 'info', 'warn'])}`,
    `LISTEN: ":${app.port}"`,
  ],
  (_, random) => [
    'run.sh: |',
    '  #!/bin/sh',
    '  set -eu',
    ...Array.from({ length: random.integer(8, 60) }, () => `  echo "${sentence(random, random.integer(3, 10))}"`),
  ],
  (_, random) => [
    'app.ini: |-',
    ...Array.from({ length: random.integer(3, 9) }, () => [
      `  [${random.pick(words)}]`,
      ...Array.from({ length: random.integer(2, 9) }, () => `  ${random.pick(words)} = ${sentence(random, 2)}`),
    ]),
  ],
  (app, random) => {
    const panels = Array.from({ length: random.integer(4, 40) }, (_, id) => ({
      id,
      title: sentence(random, 4),
      type: random.pick(['timeseries', 'stat', 'table']),
      gridPos: { h: 8, w: 12, x: (id % 2) * 12, y: id * 8 },
      targets: [
        { expr: `sum(rate(${random.pick(words)}_total{namespace="${app.namespace}"}[5m])) by (pod)`, refId: 'A' },
      ],
    }));
    return [
      'dashboard.json: |',
      ...JSON.stringify({ title: app.name, schemaVersion: 39, panels }, null, 2)
        .split('\n')
        .map((line) => `  ${line}`),
    ];
  },
];

function container(app, random) {
  return lines(
    `name: ${app.name}`,
    `image: ${random.pick(registries)}/${app.name}:v${random.integer(0, 9)}.${random.integer(0, 40)}.${random.integer(0, 9)}@sha256:${random.digits(64)}`,
    'env:',
    random
      .some(words, random.integer(2, 12))
      .flatMap((word) => indent(1, item(`name: ${word.toUpperCase()}_SETTING`, `value: "${sentence(random, 2)}"`))),
    [
      'envFrom:',
      '  - secretRef:',
      `      name: ${app.name}-secret`,
      'ports:',
      '  - name: http',
      `    containerPort: ${app.port}`,
    ],
    [
      'readinessProbe:',
      '  httpGet:',
      '    path: /healthz',
      '    port: http',
      'resources:',
      '  requests:',
      `    cpu: ${random.integer(1, 50) * 10}m`,
      '    memory: 128Mi',
      '  limits:',
      `    memory: ${random.integer(1, 4)}Gi`,
    ],
    [
      'securityContext:',
      '  allowPrivilegeEscalation: false',
      '  readOnlyRootFilesystem: true',
      '  capabilities:',
      '    drop: ["ALL"]',
    ],
  );
}
