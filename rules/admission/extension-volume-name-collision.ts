import { extensions } from '../../src/facts/extensions.ts';
import { defineRule, hasPlaceholder } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/extension-volume-name-collision',
  kinds: ['Cluster'],
  about: 'spec.postgresql.extensions',
  consequence: 'refused',
  preset: 'server',
  since: '1.27',
  summary: 'The extensions of a Cluster differ by more than "_" and "-"',
  why: 'The volume of an extension is called after it, with "-" for each "_", and a pod has no two volumes of one name; the webhook refuses the Cluster.',
  remedy: 'Give one of the extensions another name.',
  references: [
    'https://cloudnative-pg.io/documentation/current/imagevolume_extensions/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    const volumes = new Map<string, (typeof named)[number]>();
    const named = context.fact(extensions, cluster).filter(({ name, twin }) => !twin && !hasPlaceholder(name.value));
    for (const extension of named) {
      const volume = extension.name.value.replaceAll('_', '-');
      const other = volumes.get(volume);
      if (!other) volumes.set(volume, extension);
      else
        yield {
          at: extension.name.at,
          message: `"${extension.name.value}" and "${other.name.value}" would both have the volume "ext-${volume}"`,
          related: [{ at: other.name.at, message: 'The other extension' }],
        };
    }
  },
});
