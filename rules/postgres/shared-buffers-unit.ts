import { parametersPath } from '../../src/facts/parameters.ts';
import { defineRule, type RawFix, type Resource } from '../../src/rule/index.ts';
import { parseInteger } from '../../src/values/go-numbers.ts';

const path = [...parametersPath, 'shared_buffers'];

export default defineRule({
  id: 'postgres/shared-buffers-unit',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters.shared_buffers',
  consequence: 'deprecated',
  preset: 'server',
  since: '1.24',
  summary: 'The size of shared_buffers has a unit',
  why:
    'PostgreSQL counts a bare number in blocks of 8 kB, the webhook in megabytes: "256" is 2 MB for the server and 256 MB when it is compared ' +
    'with the memory of the pod. The webhook warns of it, and a later release is to refuse it.',
  remedy: 'Write the unit that is meant, such as `256MB`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/resource_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/6657',
    'https://github.com/cloudnative-pg/cloudnative-pg/pull/6796',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const buffers = cluster.get('string', ...path);
    const number = buffers && parseInteger(buffers.value);
    if (!buffers || number === undefined) return undefined;
    return {
      at: buffers.at,
      message: `shared_buffers "${buffers.value}" has no unit, so PostgreSQL takes it for blocks of 8 kB`,
      ...(number > 0n && {
        help: `Write "${number}MB" if megabytes are meant, or "${number * 8n}kB" for what it is now`,
        fix: suggestion(cluster, number < defaultBlocks ? `${number}MB` : `${number * 8n}kB`),
      }),
    };
  },
});

/** PostgreSQL's default, 128 MB, in blocks; whoever writes a smaller number hardly means blocks. */
const defaultBlocks = 16_384n;

function suggestion(cluster: Resource, size: string): RawFix {
  return { title: `Write "${size}"`, safe: false, edits: cluster.editor.set(cluster.inDocument(...path), size) };
}
