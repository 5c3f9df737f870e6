import { isMapping, mappingOf } from '../model/mapping.ts';
import type { OperatorData } from '../model/operator.ts';
import type { Path, Resource } from '../rule/index.ts';
import { unknown } from '../values/json-patch.ts';

/*
 * The pod of a Cluster's first instance, as the operator makes it before the annotation `cnpg.io/podPatch` is applied. What
 * depends on the operator's own setup, or on a placeholder, is unknown; so is most of what only the operator's minor decides.
 */

type Values = Readonly<Record<string, unknown>>;

const appArmor = 'container.apparmor.security.beta.kubernetes.io/';

/** The pod that a Cluster with all its defaults gets; one that is stored already may have a status, which adds to it. */
export function instancePod(cluster: Resource, isStored: boolean, { podLabels }: OperatorData): unknown {
  const spec = (...path: Path): unknown => known(cluster, 'spec', ...path);
  const name = cluster.isUnknown('metadata', 'name') ? unknown : `${cluster.name}-1`;
  const clusterName = cluster.isUnknown('metadata', 'name') ? unknown : cluster.name;
  const mounts = volumeMounts(spec);
  const extras = { resources: resources(spec), volumeMounts: mounts, securityContext: containerSecurity(spec) };
  const pullPolicy = given({ imagePullPolicy: spec('imagePullPolicy') });
  return {
    metadata: {
      name,
      namespace: unknown,
      creationTimestamp: unknown,
      labels: {
        'cnpg.io/cluster': clusterName,
        'cnpg.io/instanceName': name,
        'cnpg.io/podRole': 'instance',
        ...unknowns(podLabels),
      },
      annotations: { 'cnpg.io/nodeSerial': '1', 'cnpg.io/podEnvHash': unknown, ...appArmorOf(cluster) },
    },
    spec: {
      volumes: mounts === unknown ? unknown : volumes(spec, name),
      initContainers: [{ name: 'bootstrap-controller', image: unknown, command: unknown, ...extras, ...pullPolicy }],
      containers: [
        {
          name: 'postgres',
          command: unknown,
          ports: ports(cluster),
          env: environment(spec),
          ...given({ envFrom: spec('envFrom') }),
          ...unknowns(['livenessProbe', 'readinessProbe', 'startupProbe']),
          ...extras,
          ...pullPolicy,
          // The image stands in the status, which a Cluster does not have when it is created.
          ...(isStored && { image: unknown }),
        },
      ],
      terminationGracePeriodSeconds: unknown,
      serviceAccountName: unknown,
      securityContext: podSecurity(spec),
      hostname: name,
      subdomain: unknown,
      ...given({
        affinity: affinity(spec),
        tolerations: spec('affinity', 'tolerations'),
        nodeSelector: spec('affinity', 'nodeSelector'),
        topologySpreadConstraints: spec('topologySpreadConstraints'),
        schedulerName: spec('schedulerName'),
        priorityClassName: spec('priorityClassName'),
      }),
    },
    status: {},
  };
}

type Read = (...path: Path) => unknown;

function volumes(spec: Read, podName: unknown): readonly Values[] {
  const scratch = isSet(spec('ephemeralVolumeSource')) ? 'ephemeral' : 'emptyDir';
  return [
    { name: 'pgdata', persistentVolumeClaim: { claimName: podName } },
    { name: 'scratch-data', [scratch]: unknown },
    { name: 'shm', emptyDir: unknown },
    ...(isSet(spec('walStorage')) ? [{ name: 'pg-wal', persistentVolumeClaim: { claimName: unknown } }] : []),
    ...items(spec('tablespaces')).map(() => ({ name: unknown, persistentVolumeClaim: { claimName: unknown } })),
    ...(isSet(spec('projectedVolumeTemplate')) ? [{ name: 'projected', projected: unknown }] : []),
  ];
}

/** What an instance mounts; nobody knows where a placeholder decides, or where extensions do, in each minor in another way. */
function volumeMounts(spec: Read): unknown {
  const [wal, tablespaces, projected] = [spec('walStorage'), spec('tablespaces'), spec('projectedVolumeTemplate')];
  if ([wal, tablespaces, projected].includes(unknown) || isGiven(spec('postgresql', 'extensions'))) return unknown;
  const names = [
    ...['pgdata', 'scratch-data', 'scratch-data', 'shm'],
    ...(isSet(wal) ? ['pg-wal'] : []),
    ...(isSet(projected) ? ['projected'] : []),
    ...items(tablespaces).map(() => unknown),
  ];
  return names.map((name) => ({ name, mountPath: unknown }));
}

function ports(cluster: Resource): readonly Values[] {
  const pprof = cluster.text('metadata', 'annotations', 'alpha.cnpg.io/enableInstancePprof')?.value === 'true';
  const all = { postgresql: 5432, metrics: 9187, status: 8000, ...(pprof && { pprof: 6060 }) };
  return Object.entries(all).map(([name, containerPort]) => ({ name, containerPort, protocol: 'TCP' }));
}

function environment(spec: Read): unknown {
  const own = spec('env');
  // What extensions add comes from the status.
  if (own === unknown || isGiven(spec('postgresql', 'extensions'))) return unknown;
  const names = ['PGDATA', 'POD_NAME', 'NAMESPACE', 'CLUSTER_NAME', 'PSQL_HISTORY', 'PGPORT', 'PGHOST', 'TMPDIR'];
  // A variable that is empty has no value in JSON.
  return [
    ...names.map((name) => ({ name, value: unknown })),
    ...items(own).map((one) => (isMapping(one) ? given(one) : one)),
  ];
}

/** The resources, whose quantities the operator writes in its own way. */
function resources(spec: Read): unknown {
  const own = spec('resources');
  if (own === unknown) return unknown;
  const parts = Object.entries(given(mappingOf(own)));
  return Object.fromEntries(parts.map(([key, part]) => [key, isMapping(part) ? unknowns(Object.keys(part)) : part]));
}

function containerSecurity(spec: Read): unknown {
  if (isSet(spec('securityContext'))) return unknown;
  const keys = ['privileged', 'runAsNonRoot', 'readOnlyRootFilesystem', 'allowPrivilegeEscalation', 'seccompProfile'];
  return { capabilities: { drop: ['ALL'] }, ...unknowns(keys) };
}

function podSecurity(spec: Read): unknown {
  const own = spec('podSecurityContext');
  if (own === unknown) return unknown;
  const keys = ['runAsUser', 'runAsGroup', 'seccompProfile'];
  return isMapping(own) ? { ...unknowns(keys), ...own } : unknowns([...keys, 'runAsNonRoot', 'fsGroup']);
}

function affinity(spec: Read): unknown {
  const own = spec('affinity');
  if (own === unknown) return unknown;
  const {
    nodeAffinity,
    additionalPodAffinity: podAffinity,
    additionalPodAntiAffinity: more,
    ...generated
  } = mappingOf(own);
  const isOn = generated['enablePodAntiAffinity'];
  const podAntiAffinity = isOn === unknown || isSet(more) ? unknown : antiAffinity(generated['podAntiAffinityType']);
  return {
    ...(isSet(nodeAffinity) && { nodeAffinity }),
    ...(isSet(podAffinity) && { podAffinity }),
    ...((isOn !== false || isSet(more)) && { podAntiAffinity }),
  };
}

function antiAffinity(type: unknown): unknown {
  if (type === 'required') return { requiredDuringSchedulingIgnoredDuringExecution: [unknown] };
  if (type !== 'preferred') return unknown;
  return { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: unknown, podAffinityTerm: unknown }] };
}

function appArmorOf(cluster: Resource): Values {
  const names = ['postgres', 'bootstrap-controller'].map((container) => appArmor + container);
  return unknowns(names.filter((name) => cluster.has('metadata', 'annotations', name)));
}

/** A value of a resource, in which what placeholders hide is unknown. */
function known(resource: Resource, ...path: Path): unknown {
  if (resource.isUnknown(...path)) return unknown;
  const value = resource.value(...path);
  if (Array.isArray(value)) return value.map((_, index) => known(resource, ...path, index));
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.keys(value).map((key) => [key, known(resource, ...path, key)]));
}

function unknowns(keys: readonly string[]): Values {
  return Object.fromEntries(keys.map((key) => [key, unknown]));
}

/** The entries whose values are given and not empty. */
function given(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => isGiven(value)));
}

/** Whether something is written, be it empty. */
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isGiven(value: unknown): boolean {
  if (!isSet(value) || value === '') return false;
  return Array.isArray(value) ? value.length > 0 : !isMapping(value) || Object.keys(value).length > 0;
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
