import { defineRule } from '../../src/rule/index.ts';

interface Operation {
  readonly name: string;
  /** The values that do something; without them, all but an empty one. */
  readonly values?: RegExp;
  readonly does: string;
  readonly severity?: 'info';
}

/** What is asked of a running cluster once, and what it does to one that has it for good. */
const operations: readonly Operation[] = [
  { name: 'kubectl.kubernetes.io/restartedAt', does: 'restarts the instances whenever it changes', severity: 'info' },
  { name: 'cnpg.io/reloadedAt', does: 'reloads the instances whenever it changes' },
  {
    name: 'cnpg.io/fencedInstances',
    values: /[^[\]\s]/u,
    does: 'keeps PostgreSQL stopped on the instances that it names',
  },
  {
    name: 'cnpg.io/reconciliationLoop',
    values: /^disabled$/u,
    does: 'makes the operator leave the cluster alone, failover included',
  },
  { name: 'cnpg.io/reconcilePodSpec', values: /^disabled$/u, does: 'keeps changes of the pods from being rolled out' },
  { name: 'cnpg.io/forceLegacyBackup', values: /^true$/iu, does: 'keeps backups on an outdated way of naming them' },
  { name: 'alpha.cnpg.io/unrecoverable', values: /^true$/iu, does: 'gives instances up, together with their volumes' },
];

export default defineRule({
  id: 'gitops/operational-annotations',
  kinds: ['Cluster'],
  about: 'metadata.annotations',
  consequence: 'outage',
  preset: 'recommended',
  summary: 'An operation on a running cluster is not stored in its manifest',
  why: 'Every synchronisation asks for it again: the cluster is fenced once more or goes on without its operator, long after the reason is gone.',
  remedy: 'Remove the annotation, and use `kubectl cnpg` when the operation is due.',
  exceptions: ['`kubectl.kubernetes.io/restartedAt` is information, since some restart by a commit.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/fencing/',
    'https://cloudnative-pg.io/documentation/current/labels_annotations/',
  ],

  *check(cluster) {
    for (const { name, values = /./u, does, severity } of operations) {
      const value = cluster.get('string', 'metadata', 'annotations', name);
      if (!value || value.assumed || !values.test(value.value)) continue;
      yield {
        at: cluster.key(...value.at.path),
        message: `"${name}" is stored in the manifest with "${value.value}", which ${does}`,
        ...(severity && { severity }),
      };
    }
  },
});
