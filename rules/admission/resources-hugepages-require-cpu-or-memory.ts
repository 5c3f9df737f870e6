import { amountAt, hugePages } from '../../src/facts/amounts.ts';
import { defineRule } from '../../src/rule/index.ts';

const resources = ['spec', 'resources'];

export default defineRule({
  id: 'admission/resources-hugepages-require-cpu-or-memory',
  kinds: ['Cluster'],
  about: 'spec.resources',
  consequence: 'refused',
  preset: 'server',
  since: '1.25',
  summary: 'Only a pod with a request or limit for cpu or memory has huge pages',
  why: 'Kubernetes refuses pods that ask for huge pages and nothing else, so the webhook refuses such a Cluster.',
  remedy: 'Add a request or a limit for memory.',
  references: [
    'https://cloudnative-pg.io/documentation/current/resource_management/',
    'https://kubernetes.io/docs/tasks/manage-hugepages/scheduling-hugepages/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const sides = ['requests', 'limits'] as const;
    const pages = sides.flatMap((side) => hugePages(cluster, side).map((name) => [...resources, side, name]))[0];
    if (!pages) return undefined;
    const others = sides.flatMap((side) =>
      ['cpu', 'memory'].map((name) => amountAt(cluster, ...resources, side, name)),
    );
    const isNone = others.every((other) => other === undefined || (other !== 'unknown' && other.quantity.isZero));
    return isNone
      ? {
          at: cluster.key(...pages),
          message: 'There are huge pages, but neither cpu nor memory is requested or limited',
        }
      : undefined;
  },
});
