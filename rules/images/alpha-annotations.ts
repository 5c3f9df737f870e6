import { failoverQuorumAnnotation } from '../../src/facts/failover-quorum.ts';
import { pingerSetting, replacement, type Setting } from '../../src/facts/replaced-annotation.ts';
import { defineRule, type Path, toDotted } from '../../src/rule/index.ts';
import { parseBoolean } from '../../src/values/go-numbers.ts';

const pinger = ['metadata', 'annotations', 'alpha.cnpg.io/livenessPinger'];

/** The annotations, the fields that have replaced them, and how the text of an annotation is read. */
const fields: readonly (readonly [Path, Path, (text: string) => Setting | undefined])[] = [
  [failoverQuorumAnnotation, ['spec', 'postgresql', 'synchronous', 'failoverQuorum'], parseBoolean],
  [pinger, ['spec', 'probes', 'liveness', 'isolationCheck'], pingerSetting],
];

export default defineRule({
  id: 'images/alpha-annotations',
  kinds: ['Cluster'],
  about: 'metadata.annotations',
  consequence: 'deprecated',
  preset: 'recommended',
  since: '1.27',
  fixable: true,
  summary: 'A setting that has a field of its own is not made by an alpha annotation',
  why: 'The annotation is read for compatibility only, will go one day, and contradicts the field where both are set.',
  remedy: 'Use the field.',
  exceptions: ['A release whose CRD does not have the field yet.', 'A value that the webhook refuses anyway.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/failover/',
    'https://cloudnative-pg.io/documentation/current/instance_manager/',
  ],

  *check(cluster, context) {
    const { schemas, target } = context.project;
    for (const [annotation, field, read] of fields) {
      if (!cluster.hasKey(...annotation)) continue;
      const isKnown = schemas.field(cluster.data.group, cluster.kind, field, target) !== undefined;
      const text = cluster.get('string', ...annotation);
      const setting = text && read(text.value);
      const isRefused = text && setting === undefined;
      if (!isKnown || isRefused) continue;
      const fix = setting === undefined ? undefined : replacement(cluster, annotation, setting, field);
      yield {
        at: cluster.key(...annotation),
        message: `The annotation "${annotation.at(-1)}" has become the field ${toDotted(field)}`,
        help: cluster.has(...field)
          ? 'Remove the annotation: the field is set as well.'
          : `Set ${toDotted(field)} instead.`,
        ...(fix && { fix }),
      };
    }
  },
});
