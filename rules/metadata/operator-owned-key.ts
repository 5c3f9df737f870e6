import { keysAt, metadataSections } from '../../src/facts/metadata-keys.ts';
import { defineRule } from '../../src/rule/index.ts';

const inherited = ['spec', 'inheritedMetadata'];

export default defineRule({
  id: 'metadata/operator-owned-key',
  kinds: ['Cluster'],
  consequence: 'outage',
  preset: 'recommended',
  fixable: true,
  summary: 'Only the operator sets the annotations and labels by which it finds what is its own',
  why:
    'What a Cluster hands down to its pods and volumes overwrites what the operator notes there: services then select the wrong pods, and ' +
    'volumes are adopted, deleted or left out.',
  remedy: 'Remove the key.',
  exceptions: [
    '`cnpg.io/reload` and other keys that users set.',
    'The label `role` of the Cluster itself, which is not handed down.',
    'Other kinds than Cluster, such as Secrets that were exported.',
  ],
  references: ['https://cloudnative-pg.io/documentation/current/labels_annotations/'],

  *check(cluster, { project }) {
    const { ownedMetadata } = project.schemas.operator(project.target);
    for (const parent of [['metadata'], inherited])
      for (const section of metadataSections)
        for (const key of keysAt(cluster, ...parent, section)) {
          const isRole = key === 'role' && (parent !== inherited || section !== 'labels');
          if (!ownedMetadata.includes(key) || isRole) continue;
          const path = [...parent, section, key];
          yield {
            at: cluster.key(...path),
            message: `The ${section.slice(0, -1)} "${key}" is the operator's own${parent === inherited ? ', and is handed down to all pods and volumes' : ''}`,
            fix: { title: `Remove "${key}"`, safe: true, edits: cluster.editor.remove(cluster.inDocument(...path)) },
          };
        }
  },
});
