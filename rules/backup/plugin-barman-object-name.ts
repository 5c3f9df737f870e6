import { backupSetup, barmanCloud } from '../../src/facts/backup-setup.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { schemaRefuses } from '../../src/facts/schema-refuses.ts';
import { defineRule, hasPlaceholder } from '../../src/rule/index.ts';

const known = ['barmanObjectName', 'serverName'];

export default defineRule({
  id: 'backup/plugin-barman-object-name',
  kinds: ['Cluster'],
  consequence: 'data-loss',
  preset: 'recommended',
  since: '1.25',
  summary: 'Each use of the Barman Cloud plugin names its ObjectStore',
  why:
    'Without it the plugin leaves the pods as they are and reports no error: there is no sidecar, and nothing is archived. ' +
    'Parameters that it does not know, such as those of an object store, it ignores.',
  remedy: 'Put what is known of the object store into an ObjectStore, and its name into `parameters.barmanObjectName`.',
  exceptions: [
    'Entries that are switched off, patches, and what a placeholder or a patch may add.',
    'It is a warning where the ObjectStore is named, and only a further parameter is ignored.',
  ],
  references: [
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/parameters/',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/blob/main/internal/cnpgi/operator/config/config.go',
  ],

  *check(cluster, context) {
    const own = context.fact(backupSetup, cluster).plugins.map(({ path }) => path);
    const external = cluster.list('object', 'spec', 'externalClusters').map(({ at }) => [...at.path, 'plugin']);
    for (const plugin of [...own, ...external]) {
      const path = [...plugin, 'parameters'];
      if (cluster.text(...plugin, 'name')?.value !== barmanCloud || cluster.isUnknown(...path)) continue;
      if (cluster.isUnknown(...plugin, 'enabled') || cluster.get('boolean', ...plugin, 'enabled')?.value === false)
        continue;
      if (schemaRefuses(cluster, path)) continue;
      const names = Object.keys(cluster.get('object', ...path)?.value ?? {});
      const others = names.filter((name) => !known.includes(name) && !hasPlaceholder(name));
      const isOpen =
        names.some(hasPlaceholder) || mayBePatched(cluster, context, ...plugin.slice(0, 2)) || cluster.isPartial;
      const lacks = cluster.isEmpty(...path, 'barmanObjectName') && !isOpen;
      const [first] = others;
      if (first !== undefined) {
        const ignored = others.map((name) => `"${name}"`).join(' and ');
        const lack = lacks ? ', and no barmanObjectName names an ObjectStore' : '';
        yield {
          at: cluster.key(...path, first),
          message: `The Barman Cloud plugin has no parameter ${ignored}${lack}`,
          ...(!lacks && { severity: 'warning', help: 'Remove it, or set it in the ObjectStore.' }),
        };
      } else if (lacks) {
        const isEmpty = names.includes('barmanObjectName');
        yield {
          at: isEmpty ? cluster.at(...path, 'barmanObjectName') : cluster.at(...plugin, 'name'),
          message: isEmpty
            ? 'barmanObjectName is empty, so the Barman Cloud plugin has no ObjectStore'
            : 'No barmanObjectName says which ObjectStore the Barman Cloud plugin uses',
        };
      }
    }
  },
});
