import { defineRule } from '../../src/rule/index.ts';

const lists = [
  ['secretRefs', 'Secret'],
  ['configMapRefs', 'ConfigMap'],
] as const;

export default defineRule({
  id: 'admission/initdb-post-init-application-refs-incomplete',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.initdb.postInitApplicationSQLRefs',
  consequence: 'refused',
  preset: 'server',
  summary: 'Each reference to post-init SQL names an object and a key in it',
  why: 'The webhook refuses a reference of `postInitApplicationSQLRefs` with an empty name or key: there is no script to run.',
  remedy: 'Fill in `name` and `key`, or remove the reference.',
  exceptions: ['`postInitSQLRefs` and `postInitTemplateSQLRefs`, which the webhook does not look at.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/bootstrap/#executing-queries-after-initialization',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    const refs = ['spec', 'bootstrap', 'initdb', 'postInitApplicationSQLRefs'];
    for (const [list, kind] of lists)
      for (const index of cluster.get('array', ...refs, list)?.value.keys() ?? []) {
        const path = [...refs, list, index];
        const empty = ['name', 'key'].filter((field) => cluster.isEmpty(...path, field));
        if (empty.length === 0) continue;
        yield {
          at: cluster.at(...path, ...empty.slice(0, 1)),
          message: `A reference to SQL in a ${kind} has no ${empty.join(' and no ')}`,
        };
      }
  },
});
