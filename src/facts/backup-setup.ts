import { defineFact, type Field, hasPlaceholder, type Path, type Resource } from '../rule/index.ts';

/** The name by which the operator knows the Barman Cloud plugin. */
export const barmanCloud = 'barman-cloud.cloudnative-pg.io';

/** Whether a name seems to mean the Barman Cloud plugin, and is not the one that the operator knows it by. */
export function misnamesBarmanCloud(name: string): boolean {
  return name !== barmanCloud && /barman/iu.test(name) && !hasPlaceholder(name);
}

/** An entry of a Cluster's plugins that is not switched off. */
export interface EnabledPlugin {
  readonly name: string;
  readonly path: Path;
  readonly isArchiver: boolean;
  /** Whether it takes backups: the WAL archiver does, and Barman Cloud even if it is not made the archiver. */
  readonly isForBackup: boolean;
}

/** What a Cluster has of each way to back it up. */
export interface BackupSetup {
  readonly inTree: Field<object> | undefined;
  readonly snapshot: Field<object> | undefined;
  readonly plugins: readonly EnabledPlugin[];
  /** Where the first thing stands that base backups can go to. */
  readonly destination: Field<object | string> | undefined;
}

/** How is a Cluster backed up? */
export const backupSetup = defineFact<Resource, BackupSetup>({
  name: 'backup-setup',
  compute(cluster) {
    const inTree = cluster.get('object', 'spec', 'backup', 'barmanObjectStore');
    const snapshot = cluster.get('object', 'spec', 'backup', 'volumeSnapshot');
    const plugins = [...(cluster.get('array', 'spec', 'plugins')?.value.keys() ?? [])].flatMap(
      (index): EnabledPlugin[] => {
        const path = ['spec', 'plugins', index];
        const name = cluster.get('string', ...path, 'name');
        if (!name || cluster.get('boolean', ...path, 'enabled')?.value === false) return [];
        const isArchiver = cluster.get('boolean', ...path, 'isWALArchiver')?.value === true;
        return [{ name: name.value, path, isArchiver, isForBackup: isArchiver || name.value === barmanCloud }];
      },
    );
    const taker = plugins.find(({ isForBackup }) => isForBackup);
    const plugin = taker && cluster.get('string', ...taker.path, 'name');
    return { inTree, snapshot, plugins, destination: inTree ?? snapshot ?? plugin };
  },
});
