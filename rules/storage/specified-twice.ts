import { volumeSizes } from '../../src/facts/volume-sizes.ts';
import { defineRule, type Path, type RawFix, type Resource, toDotted } from '../../src/rule/index.ts';
import { Quantity } from '../../src/values/quantity.ts';

/** The fields that count, and what they put aside in the claim template. */
const pairs = [
  ['storageClass', ['storageClassName']],
  ['size', ['resources', 'requests', 'storage']],
] as const;

export default defineRule({
  id: 'storage/specified-twice',
  kinds: ['Cluster'],
  about: 'spec',
  consequence: 'outage',
  preset: 'server',
  fixable: true,
  summary: 'The size and the class of a volume are given once',
  why:
    'Beside a claim template `size` and `storageClass` win, and what the template says of them is ignored: ' +
    'who edits it later waits for a larger volume that never comes. The API server accepts it with a warning.',
  remedy:
    'Keep `size` and `storageClass`, which are the ones that count, and remove the others from the claim template.',
  exceptions: [
    'A request of zero in the claim template, which counts as none.',
    'The webhook itself warns since CloudNativePG 1.25, and not of tablespaces.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/storage/#configuration-via-a-pvc-template',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    const { schemas, target } = context.project;
    const { warnsOfStorageTwice } = schemas.operator(target);
    for (const { holds, path } of context.fact(volumeSizes, cluster)) {
      const template = [...path, 'pvcTemplate'];
      if (!cluster.has(...template)) continue;
      const twice = pairs
        .map(([short, long]) => ({ field: [...path, short], ignored: [...template, ...long] }))
        .filter(({ field, ignored }) => isGiven(cluster, field) && isGiven(cluster, ignored));
      for (const { field, ignored } of twice) {
        const all = twice.map((one) => toDotted(one.ignored));
        const fix = cluster.isAssumed(...field) ? undefined : remove(cluster, template, ignored, all);
        yield {
          at: cluster.at(...field),
          message: `${toDotted(field)} counts, so "${String(cluster.value(...ignored))}" in the claim template is ignored`,
          ...((holds === 'tablespace' || !warnsOfStorageTwice) && { isOurs: true }),
          related: [{ at: cluster.at(...ignored), message: 'Ignored' }],
          ...(fix && { fix }),
        };
      }
    }
  },
});

/** A class may be the empty one; an empty size is none, and so is a request of zero. */
function isGiven(cluster: Resource, path: Path): boolean {
  if (!cluster.has(...path) || cluster.isUnknown(...path)) return false;
  const value = cluster.value(...path);
  switch (path.at(-1)) {
    case 'size':
      return value !== '';
    case 'storage':
      return Quantity.parse(String(value))?.isZero === false;
    default:
      return true;
  }
}

/** Removes a field of the claim template, with the sections that hold nothing but what is ignored. */
function remove(cluster: Resource, template: Path, ignored: Path, all: readonly string[]): RawFix | undefined {
  const sections = ignored.map((_, depth) => ignored.slice(0, depth + 1)).slice(template.length - 1);
  const section = sections.find((path) => holdsOnly(cluster.value(...path), path, all)) ?? ignored;
  const edits = cluster.editor.remove(cluster.inDocument(...section));
  return edits.length === 0 ? undefined : { title: `Remove ${toDotted(section)}`, safe: true, edits };
}

function holdsOnly(value: unknown, path: Path, ignored: readonly string[]): boolean {
  if (ignored.includes(toDotted(path))) return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([key, child]) => holdsOnly(child, [...path, key], ignored));
}
