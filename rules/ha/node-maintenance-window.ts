import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'ha/node-maintenance-window',
  kinds: ['Cluster'],
  about: 'spec.nodeMaintenanceWindow',
  consequence: 'deprecated',
  preset: 'server',
  since: '1.23',
  fixable: true,
  summary: 'The maintenance of nodes is prepared with `enablePDB`, not with `nodeMaintenanceWindow`',
  why:
    'The webhook warns that `enablePDB` took its place. Left in progress, a window takes away the disruption budget, so that a ' +
    'drain may stop the primary, and where volumes are not reused, a drained instance loses its own.',
  remedy:
    'Remove `nodeMaintenanceWindow`; while nodes are drained, set `enablePDB: false` if a single instance stands in the way.',
  exceptions: ['A window that is, or may be, in progress is not removed by `--fix`.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/kubernetes_upgrade/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    const path = ['spec', 'nodeMaintenanceWindow'];
    const mayBeInProgress =
      cluster.has(...path, 'inProgress') && !isFalse(cluster.get('boolean', ...path, 'inProgress'));
    yield {
      at: cluster.key(...path),
      message: 'nodeMaintenanceWindow is superseded by enablePDB',
      ...(!mayBeInProgress &&
        !cluster.isUnknown(...path) && {
          fix: {
            title: 'Remove nodeMaintenanceWindow',
            safe: true,
            edits: cluster.editor.remove(cluster.inDocument(...path)),
          },
        }),
    };
    const isInProgress = cluster.get('boolean', ...path, 'inProgress')?.value === true;
    const reuse = cluster.get('boolean', ...path, 'reusePVC');
    if (isInProgress && isFalse(reuse) && cluster.get('integer', 'spec', 'instances')?.value === 1)
      yield {
        at: cluster.at(...path, 'reusePVC'),
        severity: 'error',
        isOurs: true,
        message: 'reusePVC is false, so the only instance loses its data when its node is drained',
        help: 'Remove reusePVC, or add instances first',
      };
  },
});

function isFalse(field: { readonly value: boolean } | undefined): boolean {
  return field?.value === false;
}
