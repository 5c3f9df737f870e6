import { volumeSizes } from '../../src/facts/volume-sizes.ts';
import { defineRule, type RawFix, type Resource } from '../../src/rule/index.ts';

/** The modes of a volume that is one instance's own. */
const own = ['ReadWriteOnce', 'ReadWriteOncePod'];
const shared = ['ReadWriteMany', 'ReadOnlyMany'];

export default defineRule({
  id: 'storage/access-mode',
  kinds: ['Cluster'],
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'A volume belongs to one instance, and holds a file system',
  why:
    'Instances share nothing. A shared mode is served by file shares, which break the promises of fsync that PostgreSQL builds on, ' +
    'or by nothing at all; a block device has no directory to put a database into.',
  remedy:
    'Use `accessModes: [ReadWriteOnce]`, and leave `volumeMode` to its default. Claims that exist keep what they have.',
  exceptions: ['A template without access modes gets ReadWriteOnce from the operator.', 'Placeholders.'],
  references: ['https://cloudnative-pg.io/documentation/current/storage/'],

  *check(cluster, context) {
    for (const { path } of context.fact(volumeSizes, cluster)) {
      const template = [...path, 'pvcTemplate'];
      if (!cluster.has(...template)) continue;
      const mode = cluster.get('string', ...template, 'volumeMode');
      if (mode?.value === 'Block')
        yield {
          at: mode.at,
          message: 'volumeMode "Block" gives the instance a bare device, and PostgreSQL needs a file system',
          help: 'Remove volumeMode.',
        };
      const list = [...template, 'accessModes'];
      const items = cluster.get('array', ...list)?.value ?? [];
      const modes = cluster.list('string', ...list);
      const wrong = modes.filter(({ value }) => shared.includes(value));
      for (const { at, value } of wrong)
        yield {
          at,
          message: `Access mode "${value}" shares the volume, which belongs to one instance`,
          ...(items.length === 1 && { fix: replace(cluster, at.path) }),
        };
      const isClear = modes.length === items.length && wrong.length === 0;
      const [first] = modes;
      if (!first || !isClear || modes.some(({ value }) => own.includes(value))) continue;
      yield {
        at: first.at,
        message: `Access mode "${first.value}" does not let the instance write to its volume`,
        ...(items.length === 1 && { fix: replace(cluster, first.at.path) }),
      };
    }
  },
});

function replace(cluster: Resource, path: readonly (string | number)[]): RawFix {
  const edits = cluster.isAssumed(...path) ? [] : cluster.editor.set(cluster.inDocument(...path), 'ReadWriteOnce');
  return { title: 'Write "ReadWriteOnce"', safe: false, edits };
}
