import { defineFact, type Path, type Resource } from '../rule/index.ts';

/** Which plugins of a Cluster does its webhook take for WAL archivers? Only those that no placeholder leaves open. */
export const walArchivers = defineFact<Resource, readonly Path[]>({
  name: 'wal-archivers',
  compute(cluster, { project }) {
    const { countsDisabledArchivers } = project.schemas.operator(project.target);
    return cluster.list('object', 'spec', 'plugins').flatMap(({ at: { path } }): Path[] => {
      const isArchiver = cluster.get('boolean', ...path, 'isWALArchiver');
      const enabled = cluster.get('boolean', ...path, 'enabled');
      const isOn = enabled ? enabled.value && !enabled.assumed : cluster.isEmpty(...path, 'enabled');
      return isArchiver?.value && !isArchiver.assumed && (isOn || countsDisabledArchivers) ? [path] : [];
    });
  },
});
