import { patchesOf } from '../../src/facts/patches.ts';
import { volumeSizes } from '../../src/facts/volume-sizes.ts';
import { defineRule, toDotted } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/storage-size-missing',
  kinds: ['Cluster'],
  about: 'spec',
  consequence: 'refused',
  preset: 'server',
  summary: 'Each volume of a Cluster has a size',
  why: 'There is no default: the webhook refuses a cluster whose data, WAL or tablespace volume has neither a size nor a claim template that requests one.',
  remedy: 'Set `size`, or `pvcTemplate.resources.requests.storage` where a template is used anyway.',
  exceptions: [
    'Patches, and volumes that a patch adds to.',
    'A size of zero, which the webhook lets pass, unlike a request of zero.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/storage/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { holds, path, size } of context.fact(volumeSizes, cluster)) {
      if (size !== undefined) continue;
      if (patchesOf(cluster, context).some((patch) => patch.has(...path.slice(0, 2)))) continue;
      const stanza = toDotted(path);
      const isThere = cluster.has(...path);
      const isZero = cluster.has(...path, 'pvcTemplate', 'resources', 'requests', 'storage');
      yield {
        at: cluster.at(...path, 'size'),
        message: !isThere
          ? `The ${holds === 'data' ? 'cluster' : 'tablespace'} has no ${stanza}, so nothing says how large ${holds === 'data' ? 'its volumes are' : 'its volume is'}`
          : isZero
            ? `${stanza} has no size, and its claim template requests none`
            : `${stanza} has no size`,
        help: `Set ${stanza}.size, for instance to 10Gi`,
      };
    }
  },
});
