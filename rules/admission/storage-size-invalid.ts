import { volumeSizes } from '../../src/facts/volume-sizes.ts';
import { defineRule, toDotted } from '../../src/rule/index.ts';
import { Quantity } from '../../src/values/quantity.ts';

export default defineRule({
  id: 'admission/storage-size-invalid',
  kinds: ['Cluster'],
  about: 'spec',
  consequence: 'refused',
  preset: 'server',
  summary: 'The size of a volume is a Kubernetes quantity',
  why: 'The schema takes any text, and the webhook refuses what is no quantity: the units are `Ki`, `Mi`, `Gi`, `Ti` or `k`, `M`, `G`, `T`, in this spelling and without a "B" or a blank.',
  remedy: 'Write a number with one of these units behind it, such as `10Gi`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/storage/',
    'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { path } of context.fact(volumeSizes, cluster)) {
      const size = cluster.get('string', ...path, 'size');
      if (!size || size.value === '' || Quantity.parse(size.value)) continue;
      const meant = meantBy(size.value);
      yield {
        at: size.at,
        message: `${toDotted(size.at.path)} is "${size.value}", which is no size`,
        ...(meant !== undefined && { help: `Write "${meant}" if that is what you mean` }),
      };
    }
  },
});

/** The quantity behind another spelling: `10 GB` and `10gib` are most likely `10Gi`. */
function meantBy(size: string): string | undefined {
  const match = /^\s*([0-9]+(?:\.[0-9]+)?)\s*([KMGTP])(?:i?b|i)?\s*$/iu.exec(size);
  return match ? `${match[1]}${match[2]?.toUpperCase()}i` : undefined;
}
