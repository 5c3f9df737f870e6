import { type Amount, amountAt, hugePages, positiveAt } from '../../src/facts/amounts.ts';
import { parametersPath } from '../../src/facts/parameters.ts';
import { defineRule, type Resource } from '../../src/rule/index.ts';
import { parsePostgresSize } from '../../src/values/postgres-size.ts';

export default defineRule({
  id: 'admission/resources-memory-below-shared-buffers',
  kinds: ['Cluster'],
  about: 'spec.resources.requests.memory',
  consequence: 'refused',
  preset: 'server',
  summary: 'The memory request holds shared_buffers',
  why: 'PostgreSQL would not even start where its shared memory does not fit, so the webhook refuses a request for memory below `shared_buffers`. A number without a unit counts as megabytes.',
  remedy: 'Raise the request, or lower `shared_buffers` to about a quarter of it.',
  exceptions: ['A memory limit without a request.', 'Huge pages that hold `shared_buffers`, from 1.25 on.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/resource_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, { project: { schemas, target } }) {
    const buffers = cluster.get('string', ...parametersPath, 'shared_buffers');
    const size = buffers && parsePostgresSize(buffers.value);
    const request = positiveAt(cluster, 'spec', 'resources', 'requests', 'memory');
    if (!size || !request || size.compare(request.quantity) <= 0) return undefined;
    const pages = schemas.operator(target).countsHugePages ? amountsOfPages(cluster) : [];
    if (pages.some((page) => page === 'unknown' || page.quantity.compare(size) >= 0)) return undefined;
    return {
      at: cluster.at(...request.path),
      message: `The memory request "${request.text}" is less than shared_buffers "${buffers.value}"`,
      related: [{ at: buffers.at, message: 'The shared buffers' }],
    };
  },
});

/** The huge pages of each size: their limit, else their request. */
function amountsOfPages(cluster: Resource): readonly (Amount | 'unknown')[] {
  const [limits, requests] = (['limits', 'requests'] as const).map((side) => hugePages(cluster, side));
  const limited = new Set(limits);
  const paths = [
    ...[...limited].map((name) => ['limits', name]),
    ...(requests ?? []).filter((name) => !limited.has(name)).map((name) => ['requests', name]),
  ];
  return paths.map((path) => amountAt(cluster, 'spec', 'resources', ...path) ?? 'unknown');
}
