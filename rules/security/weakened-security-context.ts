import { defineRule, type Path, type RawFinding, type Resource } from '../../src/rule/index.ts';

/** Settings that take a protection away, and what they do. */
const weakenings: readonly { readonly path: Path; readonly value: boolean | number | string; readonly does: string }[] =
  [
    { path: ['privileged'], value: true, does: 'gives the container every right on its node' },
    { path: ['allowPrivilegeEscalation'], value: true, does: 'lets programs gain more rights than the container has' },
    { path: ['runAsNonRoot'], value: false, does: 'allows the container to run as root' },
    { path: ['runAsUser'], value: 0, does: 'runs the container as root' },
    { path: ['readOnlyRootFilesystem'], value: false, does: 'lets an intruder change the programs of the container' },
    { path: ['seccompProfile', 'type'], value: 'Unconfined', does: 'allows every system call' },
  ];

/** What the restricted profile lets a container add. */
const harmless = ['NET_BIND_SERVICE', 'CAP_NET_BIND_SERVICE'];

export default defineRule({
  id: 'security/weakened-security-context',
  kinds: ['Cluster', 'Pooler'],
  consequence: 'outage',
  preset: 'recommended',
  since: '1.28',
  summary: 'The hardened defaults of pods are not weakened',
  why:
    'The operator runs its pods under the restricted profile, so that a hole in the database stays one in the database. An override takes ' +
    'that away, and namespaces that enforce the profile refuse the pod. As root PostgreSQL does not even start.',
  remedy: 'Remove the override.',
  exceptions: ['The capability NET_BIND_SERVICE, which the restricted profile allows.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/security/#pod-and-container-security-contexts',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://cloudnative-pg.io/documentation/current/release_notes/v1.28/',
  ],

  *check(subject) {
    for (const context of contextsOf(subject)) if (subject.has(...context)) yield* weakeningsOf(subject, context);
    const profile = subject.get('string', 'spec', 'seccompProfile', 'type');
    if (profile?.value === 'Unconfined')
      yield { at: profile.at, message: 'seccompProfile.type "Unconfined" allows every system call' };
  },
});

/** The places of a resource at which a security context may stand. */
function contextsOf(subject: Resource): readonly Path[] {
  const pod = subject.kind === 'Pooler' ? ['spec', 'template', 'spec'] : ['spec'];
  const containers = ['containers', 'initContainers'].flatMap((list) =>
    [...(subject.get('array', ...pod, list)?.value.keys() ?? [])].map((index) => [...pod, list, index]),
  );
  return [[...pod, 'podSecurityContext'], ...[pod, ...containers].map((path) => [...path, 'securityContext'])];
}

function* weakeningsOf(subject: Resource, context: Path): Generator<RawFinding> {
  for (const { path, value, does } of weakenings) {
    const full = [...context, ...path];
    if (subject.value(...full) === value && !subject.isUnknown(...full))
      yield { at: subject.at(...full), message: `${path.join('.')} "${String(value)}" ${does}` };
  }
  for (const capability of subject.list('string', ...context, 'capabilities', 'add'))
    if (!harmless.includes(capability.value.toUpperCase()))
      yield {
        at: capability.at,
        message: `Capability "${capability.value}" is added, which the restricted profile forbids`,
      };
}
