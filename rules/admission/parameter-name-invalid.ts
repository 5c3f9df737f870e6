import { parameterNames, parametersPath, readsParameters } from '../../src/facts/parameters.ts';
import { defineRule, hasPlaceholder } from '../../src/rule/index.ts';

const form = /^[A-Za-z_][A-Za-z0-9_$]*(?:\.[A-Za-z_][A-Za-z0-9_$]*)?$/u;

export default defineRule({
  id: 'admission/parameter-name-invalid',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters',
  consequence: 'refused',
  preset: 'server',
  since: '1.28',
  summary: 'Every PostgreSQL parameter has the form of a parameter name',
  why: 'The webhook refuses names that PostgreSQL could not read in its configuration: a name is made of letters, digits, "_" and "$", and that of an extension has one dot.',
  remedy: 'Write the name as PostgreSQL documents it, such as `work_mem` or `pgaudit.log`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    if (!context.fact(readsParameters, cluster)) return;
    for (const name of parameterNames(cluster)) {
      if (form.test(name) || hasPlaceholder(name)) continue;
      const meant = name.trim().replaceAll(/[- ]/gu, '_');
      yield {
        at: cluster.key(...parametersPath, name),
        message: `"${name}" is not the name of a PostgreSQL parameter`,
        ...(form.test(meant) && { help: `Write "${meant}" if that is meant` }),
      };
    }
  },
});
