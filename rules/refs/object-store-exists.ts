import { backupSetup, barmanCloud } from '../../src/facts/backup-setup.ts';
import { recoverySources } from '../../src/facts/external-clusters.ts';
import { areSiblings } from '../../src/facts/sibling-names.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'refs/object-store-exists',
  kinds: ['Cluster'],
  consequence: 'data-loss',
  preset: 'recommended',
  since: '1.25',
  summary: 'The Barman Cloud plugin names an ObjectStore that exists',
  why: 'The plugin waits for the ObjectStore without saying so: the cluster runs unarchived, or its recovery never starts.',
  remedy: 'Add the ObjectStore, correct the name, or list it in `external.objectStores`.',
  exceptions: [
    'Without the whole project in view, only a name that is nearly that of a known ObjectStore is reported.',
    'An ObjectStore of that name in another namespace, a placeholder, or a Helm template that makes ObjectStores keeps the rule silent.',
    'Entries that are switched off, and external clusters that the cluster does not restore from or follow.',
  ],
  references: [
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/usage/',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/337',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/blob/main/internal/cnpgi/operator/reconciler.go',
  ],

  *check(cluster, context) {
    const { project } = context;
    const enabled = context.fact(backupSetup, cluster).plugins.map(({ path }) => path);
    const sources = context.fact(recoverySources, cluster).map(({ path }) => [...path, 'plugin']);
    for (const plugin of [...enabled, ...sources]) {
      const path = [...plugin, 'parameters', 'barmanObjectName'];
      const name = cluster.get('string', ...path);
      if (cluster.text(...plugin, 'name')?.value !== barmanCloud || !name || name.value === '') continue;
      const found = project.lookup(cluster, 'ObjectStore', name.value);
      if (found.is !== 'missing') continue;

      const { near } = found;
      const isMisspelt = near !== undefined && !areSiblings(near.name, name.value);
      if (!isMisspelt && !project.isComplete('ObjectStore')) continue;
      yield {
        at: name.at,
        message: `There is no ObjectStore "${name.value}"`,
        ...(near && { related: [{ at: near.at('metadata', 'name'), message: `The nearest name is "${near.name}"` }] }),
        ...(isMisspelt && {
          help: `Set barmanObjectName to "${near.name}".`,
          fix: {
            title: `Refer to ObjectStore "${near.name}"`,
            safe: false,
            edits: cluster.editor.set(cluster.inDocument(...path), near.name),
          },
        }),
      };
    }
  },
});
