import { emptiness, nullKeys } from '../../src/facts/null-keys.ts';
import { schemaRefuses } from '../../src/facts/schema-refuses.ts';
import { shownField } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'yaml/null-section',
  kinds: ['*'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A key below "spec" has a value',
  why:
    'The API server drops a key without a value, so that the default applies. With Helm and server-side apply it deletes what another layer has set: ' +
    'a backup section whose lines are all comments takes the backups away.',
  remedy: 'Remove the key, or fill it.',
  exceptions: [
    'Patches, in which null deletes.',
    'A value that the schema refuses to be empty, and an anchor on nothing: other rules say so.',
    'The default of a placeholder.',
  ],
  references: [
    'https://kubernetes.io/docs/reference/using-api/server-side-apply/',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/blob/main/web/docs/migration.md',
  ],

  *check(subject) {
    if (subject.isPartial) return;
    for (const path of nullKeys(subject)) {
      if (schemaRefuses(subject, path)) continue;
      yield {
        at: subject.key(...path),
        message: `${shownField(path)} ${emptiness(subject, path)}`,
        fix: {
          title: 'Remove the key',
          safe: false,
          edits: subject.editor.remove(subject.inDocument(...path)),
        },
      };
    }
  },
});
