import { lookUpExternalCluster } from '../../src/facts/external-clusters.ts';
import { targetClusters } from '../../src/facts/target-clusters.ts';
import { defineRule, type FactContext, type RawFinding, type Resource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'declarative/subscription-source',
  kinds: ['Subscription'],
  consequence: 'data-loss',
  preset: 'recommended',
  since: '1.25',
  summary: 'A Subscription names an external cluster that its Cluster can connect to',
  why: 'Nothing checks the name before the operator acts on it: the subscription is never created, and no data arrives.',
  remedy: 'Add the external cluster with `connectionParameters` and a password to the Cluster.',
  exceptions: [
    'Where the Cluster is not in view, or a patch or a placeholder may add the entry.',
    'A missing database name is a warning: PostgreSQL then takes the name of the user for it.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/logical_replication/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/management/controller/subscription_controller.go',
  ],

  check(subscription, context) {
    const findings = context.fact(targetClusters, subscription).map((one) => faultIn(one, subscription, context));
    return findings.includes(undefined) ? undefined : findings[0];
  },
});

function faultIn(cluster: Resource, subscription: Resource, context: FactContext): RawFinding | undefined {
  const name = subscription.get('string', 'spec', 'externalClusterName');
  if (!name || name.value === '') return undefined;
  const found = lookUpExternalCluster(cluster, context, name.value);
  if (found.is === 'unknown') return undefined;
  if (found.is === 'missing')
    return {
      at: name.at,
      message: `Cluster "${cluster.name}" has no external cluster "${name.value}" to subscribe to`,
      ...(found.near && { help: `Write "${found.near.name}", or add an entry of that name to externalClusters.` }),
      related: [{ at: cluster.at('spec', 'externalClusters'), message: 'The Cluster' }],
    };
  const path = [...found.external.path, 'connectionParameters'];
  const related = [{ at: cluster.at(...found.external.path, 'name'), message: 'The external cluster' }];
  if (!cluster.has(...path))
    return {
      at: name.at,
      message: `The external cluster "${name.value}" has no connectionParameters, and an archive cannot be subscribed to`,
      related,
    };
  const isNamed = cluster.has(...path, 'dbname') || !subscription.isEmpty('spec', 'publicationDBName');
  if (isNamed || cluster.isUnknown(...path)) return undefined;
  const user = cluster.get('string', ...path, 'user')?.value;
  return {
    at: name.at,
    message: `Nothing names the database of the publication, so ${user === undefined ? "the user's name" : `the user "${user}"`} is taken for its name`,
    severity: 'warning',
    help: 'Set dbname in the connectionParameters, or publicationDBName in the Subscription.',
    related,
  };
}
