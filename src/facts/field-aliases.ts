/** A field that people know from elsewhere, or from another place, and the one that is meant. */
export type FieldAlias = {
  /** The kinds that it is seen in; without, any that has the field meant. */
  readonly kind?: string;
  /** Where it is written, from the object, without list indices. */
  readonly from: string;
} & (
  | { /** What is meant, likewise. */ readonly to: string }
  | { readonly to?: never /** What makes the field needless, for the end of a sentence. */; readonly why: string }
);

/** What CloudNativePG calls fields that have other names, or other places, in charts and operators that people come from. */
export const fieldAliases: readonly FieldAlias[] = [
  { from: 'annotations', to: 'metadata.annotations' },
  { from: 'labels', to: 'metadata.labels' },
  { from: 'spec.clusterName', to: 'spec.cluster.name' },
  { from: 'spec.cluster.namespace', why: 'a reference never leaves its namespace' },

  { kind: 'ScheduledBackup', from: 'spec.cron', to: 'spec.schedule' },
  { kind: 'ScheduledBackup', from: 'spec.backupOwner', to: 'spec.backupOwnerReference' },
  {
    kind: 'ScheduledBackup',
    from: 'spec.retentionPolicy',
    why: 'backups are kept for as long as the Cluster or the ObjectStore says',
  },

  { kind: 'Cluster', from: 'spec.replicas', to: 'spec.instances' },
  { kind: 'Cluster', from: 'spec.image', to: 'spec.imageName' },
  { kind: 'Cluster', from: 'spec.postgres', to: 'spec.postgresql' },
  { kind: 'Cluster', from: 'spec.recovery', to: 'spec.bootstrap.recovery' },
  { kind: 'Cluster', from: 'spec.initdb', to: 'spec.bootstrap.initdb' },
  { kind: 'Cluster', from: 'spec.parameters', to: 'spec.postgresql.parameters' },
  { kind: 'Cluster', from: 'spec.securityContext.fsGroup', to: 'spec.podSecurityContext.fsGroup' },
  { kind: 'Cluster', from: 'spec.storage.storageClassName', to: 'spec.storage.storageClass' },
  { kind: 'Cluster', from: 'spec.walStorage.storageClassName', to: 'spec.walStorage.storageClass' },
  { kind: 'Cluster', from: 'spec.tablespaces.storage.storageClassName', to: 'spec.tablespaces.storage.storageClass' },
  { kind: 'Cluster', from: 'spec.certificates.serverAltNames', to: 'spec.certificates.serverAltDNSNames' },
  { kind: 'Cluster', from: 'spec.monitoring.enabled', to: 'spec.monitoring.enablePodMonitor' },
  { kind: 'Cluster', from: 'spec.scheduledBackups', why: 'a ScheduledBackup is a resource of its own' },
  { kind: 'Cluster', from: 'spec.pooler', why: 'a Pooler is a resource of its own' },

  { kind: 'Cluster', from: 'spec.backup.barman', to: 'spec.backup.barmanObjectStore' },
  { kind: 'Cluster', from: 'spec.backup.plugins', to: 'spec.plugins' },
  { kind: 'Cluster', from: 'spec.backup.barmanObjectStore.retentionPolicy', to: 'spec.backup.retentionPolicy' },
  { kind: 'Cluster', from: 'spec.backup.barmanObjectStore.wal.retention', to: 'spec.backup.retentionPolicy' },
  { kind: 'Cluster', from: 'spec.backup.barmanObjectStore.data.retention', to: 'spec.backup.retentionPolicy' },

  { kind: 'Cluster', from: 'spec.bootstrap.import', to: 'spec.bootstrap.initdb.import' },
  { kind: 'Cluster', from: 'spec.bootstrap.initdb.secret.owner', to: 'spec.bootstrap.initdb.owner' },
  { kind: 'Cluster', from: 'spec.bootstrap.recovery.secret.owner', to: 'spec.bootstrap.recovery.owner' },
  { kind: 'Cluster', from: 'spec.bootstrap.recovery.backupID', to: 'spec.bootstrap.recovery.recoveryTarget.backupID' },
  {
    kind: 'Cluster',
    from: 'spec.bootstrap.recovery.recoveryTarget.targetTimeline',
    to: 'spec.bootstrap.recovery.recoveryTarget.targetTLI',
  },

  { kind: 'Cluster', from: 'spec.plugins.barmanObjectName', to: 'spec.plugins.parameters.barmanObjectName' },
  { kind: 'Cluster', from: 'spec.plugins.serverName', to: 'spec.plugins.parameters.serverName' },
  {
    kind: 'Cluster',
    from: 'spec.externalClusters.plugin.barmanObjectName',
    to: 'spec.externalClusters.plugin.parameters.barmanObjectName',
  },
  {
    kind: 'Cluster',
    from: 'spec.externalClusters.plugin.serverName',
    to: 'spec.externalClusters.plugin.parameters.serverName',
  },

  { kind: 'ObjectStore', from: 'spec.barmanObjectStore', to: 'spec.configuration' },
  { kind: 'ObjectStore', from: 'spec.configuration.retentionPolicy', to: 'spec.retentionPolicy' },
  { kind: 'ObjectStore', from: 'spec.configuration.wal.retention', to: 'spec.retentionPolicy' },
  { kind: 'ObjectStore', from: 'spec.configuration.data.retention', to: 'spec.retentionPolicy' },
];
