import { isOperatorKey, keysAt, meantKey, metadataSections } from '../../src/facts/metadata-keys.ts';
import { defineRule, hasPlaceholder } from '../../src/rule/index.ts';
import { isOneEdit } from '../../src/values/one-edit.ts';

/** The rule backup/snapshot-deadline-key speaks of this one. */
const documented = 'backup.cnpg.io/volumeSnapshotDeadline';

export default defineRule({
  id: 'metadata/unknown-cnpg-key',
  kinds: ['*'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'Each annotation and label of the domain cnpg.io is one that CloudNativePG knows',
  why: 'The operator passes over annotations and labels that it does not know, without a word: what they were meant to do does not happen.',
  remedy: 'Respell the key; one of your own belongs in a domain of your own.',
  exceptions: ['Keys of the Barman Cloud plugin, and those that only another minor of the operator knows.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/labels_annotations/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/pkg/utils/labels_annotations.go',
  ],

  *check(resource, { project }) {
    const { settableMetadata, ownedMetadata } = project.schemas.operator(project.target);
    for (const section of metadataSections)
      for (const key of keysAt(resource, 'metadata', section)) {
        if (!isOperatorKey(key) || hasPlaceholder(key) || key === documented) continue;
        if (settableMetadata.includes(key) || ownedMetadata.includes(key)) continue;
        const meant = meantKey(key, settableMetadata);
        const path = ['metadata', section, key];
        const isNear = meant !== undefined && isOneEdit(key, meant) && !resource.hasKey('metadata', section, meant);
        yield {
          at: resource.key(...path),
          message: `CloudNativePG does not know the ${section.slice(0, -1)} "${key}" and passes over it`,
          ...(meant !== undefined && { help: `Did you mean "${meant}"?` }),
          ...(isNear && {
            fix: {
              title: `Rename it to "${meant}"`,
              safe: false,
              edits: resource.editor.rename(resource.inDocument(...path), meant),
            },
          }),
        };
      }
  },
});
