import { extensions } from '../../src/facts/extensions.ts';
import { defineRule } from '../../src/rule/index.ts';
import { braceReferences } from '../../src/values/dollar-references.ts';

/** What a tool that fills in variables before the manifest is applied may take for one of them. */
const variable = /^[A-Za-z_]\w*(?:$|[-:=+?#%/^,@[])/u;

export default defineRule({
  id: 'admission/extension-env-placeholder',
  kinds: ['Cluster'],
  about: 'spec.postgresql.extensions',
  consequence: 'refused',
  preset: 'server',
  since: '1.29',
  summary: 'The environment of an extension refers to nothing but `${image_root}`',
  why: 'The operator fills in the folder that the image is mounted in for `${image_root}` and knows no other placeholder; the webhook refuses any.',
  remedy: 'Write `${image_root}`, or double the dollar sign for a text that is meant as it stands.',
  exceptions: ['What another tool may fill in before, such as `${HOME}`.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/imagevolume_extensions/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { path, twin } of context.fact(extensions, cluster)) {
      if (twin) continue;
      for (const { at } of cluster.list('object', ...path, 'env')) {
        const value = cluster.text(...at.path, 'value');
        if (!value) continue;
        for (const { dollars, name } of braceReferences(value.value)) {
          // Whether doubled dollar signs are still doubled when the operator reads them is up to what is run before.
          const isDoubled = value.at.resource.source.file.text.includes(`$$\{${name}}`);
          if (dollars % 2 === 1 && name !== 'image_root' && !variable.test(name) && !isDoubled)
            yield { at: value.at, message: `"\${${name}}" is not a placeholder that the operator fills in` };
        }
      }
    }
  },
});
