/* The labels of nodes that tell where a pod runs. */

/** Labels that tell single nodes apart. */
export const hostLabels = ['kubernetes.io/hostname', 'beta.kubernetes.io/hostname'];

/** Labels that tell availability zones apart. */
export const zoneLabels = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'];

/** Labels that all nodes of a Kubernetes cluster usually share. */
export const sharedLabels = [
  'kubernetes.io/arch',
  'kubernetes.io/os',
  'topology.kubernetes.io/region',
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'failure-domain.beta.kubernetes.io/region',
];
