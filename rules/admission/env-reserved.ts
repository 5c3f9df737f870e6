import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/env-reserved',
  kinds: ['Cluster'],
  about: 'spec.env',
  consequence: 'refused',
  preset: 'server',
  summary: 'An environment variable has a name that the operator does not use itself',
  why: 'The operator sets `POD_NAME`, `NAMESPACE`, `CLUSTER_NAME` and those that start with `PG`, from 1.26 on also `CNPG_`, and its webhook refuses them in any case of the letters.',
  remedy: 'Remove the variable; PostgreSQL is configured with `postgresql.parameters`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/cluster_conf/#environment-variables',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, { project: { schemas, target } }) {
    const { reservedEnvironment, reservedEnvironmentPrefixes } = schemas.operator(target);
    for (const index of (cluster.get('array', 'spec', 'env')?.value ?? []).keys()) {
      const name = cluster.get('string', 'spec', 'env', index, 'name');
      if (!name) continue;
      const upper = name.value.toUpperCase();
      const prefix = reservedEnvironmentPrefixes.find((start) => upper.startsWith(start));
      if (prefix === undefined && !reservedEnvironment.includes(upper)) continue;
      const which = prefix === undefined ? '' : `, like all that start with "${prefix}"`;
      yield { at: name.at, message: `The environment variable "${name.value}" is reserved for the operator${which}` };
    }
  },
});
