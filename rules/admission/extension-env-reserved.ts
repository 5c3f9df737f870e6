import { extensions } from '../../src/facts/extensions.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/extension-env-reserved',
  kinds: ['Cluster'],
  about: 'spec.postgresql.extensions',
  consequence: 'refused',
  preset: 'server',
  since: '1.29',
  summary: 'An extension sets no environment variable that the operator sets',
  why: 'The operator sets `PG…`, `CNPG_…`, `POD_NAME`, `NAMESPACE` and `CLUSTER_NAME` itself, in whatever case; the webhook refuses a variable of such a name.',
  remedy: 'Use another name.',
  references: [
    'https://cloudnative-pg.io/documentation/current/imagevolume_extensions/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    const { reservedEnvironment, reservedEnvironmentPrefixes } = context.project.schemas.operator(
      context.project.target,
    );
    for (const { path, twin } of context.fact(extensions, cluster)) {
      if (twin) continue;
      for (const { at } of cluster.list('object', ...path, 'env')) {
        const name = cluster.get('string', ...at.path, 'name');
        const upper = name?.value.toUpperCase() ?? '';
        const isReserved =
          reservedEnvironment.includes(upper) || reservedEnvironmentPrefixes.some((prefix) => upper.startsWith(prefix));
        if (name && isReserved)
          yield { at: name.at, message: `The environment variable "${name.value}" is set by the operator` };
      }
    }
  },
});
