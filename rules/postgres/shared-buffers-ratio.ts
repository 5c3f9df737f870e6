import { positiveAt } from '../../src/facts/amounts.ts';
import { admitted } from '../../src/facts/effective.ts';
import { hasHugePages, memoryOf } from '../../src/facts/memory.ts';
import { parametersPath } from '../../src/facts/parameters.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { givenSetting } from '../../src/facts/postgres-settings.ts';
import { defineRule, type Path, type RawFix, type Resource } from '../../src/rule/index.ts';
import { inOneUnit } from '../../src/values/postgres-units.ts';

const buffersPath = [...parametersPath, 'shared_buffers'];
const block = 8192;
const mebibyte = 1024 * 1024;
/** With less, something else is wrong, such as the unit. */
const least = 32 * mebibyte;
/** Where the default of 128 MB is a waste: the memory is meant for a database then. */
const large = 4 * 1024 * mebibyte;

export default defineRule({
  id: 'postgres/shared-buffers-ratio',
  kinds: ['Cluster'],
  about: 'spec.resources',
  consequence: 'outage',
  preset: 'recommended',
  summary: 'The size of shared_buffers suits the memory of the pod',
  why:
    'Connections, sorts, maintenance and the page cache live in the same memory. With more than about half of it in shared buffers the pod is killed under load, ' +
    'and with far less than a quarter of it, the memory is paid for and not used.',
  remedy: 'Start with a quarter of the memory limit, and keep well below half of it.',
  exceptions: [
    'From three quarters on it is an error.',
    'Shared buffers left at their default of 128MB, with 4Gi or more, are advice of preset production.',
    'Huge pages come on top of the memory, so that a cluster with some is not judged.',
    'A request for less than shared_buffers is reported by admission/resources-memory-below-shared-buffers.',
    'What a patch may change is not judged.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/resource_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/9847',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/9339',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/4946',
  ],

  check(cluster, context) {
    const memory = memoryOf(cluster);
    const bytes = memory?.quantity.toNumber() ?? 0;
    if (!memory || bytes < least || hasHugePages(cluster)) return undefined;
    const isOpen = [['spec', 'resources'], buffersPath].some((path) => mayBePatched(cluster, context, ...path));
    if (isOpen) return undefined;
    const quarter = inOneUnit(Math.floor(bytes / 4 / mebibyte), 'MB');
    const what = `the memory ${memory.of === 'limits' ? 'limit' : 'request'} "${memory.text}"`;
    const help = `Set shared_buffers to "${quarter}", a quarter of it.`;

    const buffers = givenSetting(cluster, 'shared_buffers', context);
    if (!buffers) {
      const isLeft = !cluster.isPartial && !cluster.has(...buffersPath) && !cluster.hidesBelow(...parametersPath);
      if (!isLeft || bytes < large) return undefined;
      const message = `shared_buffers is left at 128MB, while ${what} has room for ${quarter}`;
      const at = cluster.at(...memory.path);
      return { at, message, help, severity: 'info', preset: 'production', fix: fixOf(cluster, quarter) };
    }
    const size = Number(buffers.value) * block;
    const share = size / bytes;
    const request = positiveAt(cluster, 'spec', 'resources', 'requests', 'memory')?.quantity.toNumber() ?? size;
    if (share <= 0.45 || (size > request && context.fact(admitted, cluster))) return undefined;
    return {
      at: buffers.field.at,
      message: `shared_buffers "${buffers.field.value}" is ${percent(share)} of ${what}`,
      help,
      ...(share >= 0.75 && { severity: 'error' }),
      related: [{ at: cluster.at(...memory.path), message: 'The memory of each pod' }],
      fix: fixOf(cluster, quarter),
    };
  },
});

function percent(share: number): string {
  return share > 1 ? 'more than all' : `${Math.floor(share * 100)} %`;
}

function fixOf(cluster: Resource, size: string): RawFix {
  const set = (path: Path, value: Parameters<Resource['editor']['set']>[1]): RawFix['edits'] =>
    cluster.editor.set(cluster.inDocument(...path), value);
  const edits = cluster.has(...parametersPath)
    ? set([...parametersPath, 'shared_buffers'], size)
    : cluster.has('spec', 'postgresql')
      ? set(parametersPath, { shared_buffers: size })
      : set(['spec', 'postgresql'], { parameters: { shared_buffers: size } });
  return { title: `Set shared_buffers to "${size}"`, safe: false, edits };
}
