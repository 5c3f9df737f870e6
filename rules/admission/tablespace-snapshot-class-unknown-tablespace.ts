import { mayBePatched } from '../../src/facts/patches.ts';
import { tablespaceNames } from '../../src/facts/tablespace-names.ts';
import { defineRule, nearest, sameName } from '../../src/rule/index.ts';

const classes = ['spec', 'backup', 'volumeSnapshot', 'tablespaceClassName'];

export default defineRule({
  id: 'admission/tablespace-snapshot-class-unknown-tablespace',
  kinds: ['Cluster'],
  about: classes.join('.'),
  consequence: 'refused',
  preset: 'server',
  summary: 'The snapshot classes of tablespaces are for tablespaces that the Cluster has',
  why: 'The webhook refuses a snapshot class for a tablespace that is not in `spec.tablespaces`: a misspelt one would be backed up with another class.',
  remedy: 'Write the name of the tablespace as `spec.tablespaces` has it, or remove the class.',
  exceptions: ['Clusters to which a patch adds tablespaces.', 'Names with placeholders.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/tablespaces/#backup-and-recovery',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    const names = context.fact(tablespaceNames, cluster).map(({ value }) => value);
    // A tablespace whose name is unknown may be any of them.
    const list = cluster.get('array', 'spec', 'tablespaces');
    if (cluster.has('spec', 'tablespaces') && list?.value.length !== names.length) return;
    if (mayBePatched(cluster, context, 'spec', 'tablespaces')) return;
    for (const key of Object.keys(cluster.get('object', ...classes)?.value ?? {})) {
      if (names.some((name) => sameName(name, key) !== 'no') || sameName(key, '') === 'maybe') continue;
      const meant = nearest(key, names);
      yield {
        at: cluster.key(...classes, key),
        message: `tablespaceClassName has a class for "${key}", which is no tablespace of the Cluster`,
        ...(meant !== undefined && { help: `Did you mean "${meant}"?` }),
      };
    }
  },
});
