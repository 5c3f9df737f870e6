import { tablespaceNames } from '../../src/facts/tablespace-names.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/tablespace-name-duplicate',
  kinds: ['Cluster'],
  about: 'spec.tablespaces',
  consequence: 'refused',
  preset: 'server',
  summary: 'Each tablespace of a Cluster has a name of its own, whatever its case',
  why: 'The webhook refuses two tablespaces of one name, and takes names that differ in upper and lower case alone for the same.',
  remedy: 'Give one of them another name, or remove it if it is a copy.',
  references: [
    'https://cloudnative-pg.io/documentation/current/tablespaces/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { value, at, twin } of context.fact(tablespaceNames, cluster)) {
      if (!twin) continue;
      const isSame = twin.value === value;
      yield {
        at,
        message: isSame
          ? `The tablespace "${value}" is there twice`
          : `The tablespaces "${twin.value}" and "${value}" differ in upper and lower case alone`,
        related: [{ at: twin.at, message: 'The other one' }],
      };
    }
  },
});
