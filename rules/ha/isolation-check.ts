import { instanceCount } from '../../src/facts/instance-count.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule, type Resource } from '../../src/rule/index.ts';
import { memberOf, parseJson } from '../../src/values/go-json.ts';

const check = ['spec', 'probes', 'liveness', 'isolationCheck'];
const annotation = ['metadata', 'annotations', 'alpha.cnpg.io/livenessPinger'];

export default defineRule({
  id: 'ha/isolation-check',
  kinds: ['Cluster'],
  consequence: 'outage',
  preset: 'production',
  since: '1.27',
  summary: 'A primary that is cut off from the rest stops itself',
  why:
    'The liveness probe of the primary fails when it reaches neither the API server nor any other instance. With the check off, a primary ' +
    'that is cut off goes on confirming writes while another one is promoted, and those writes are lost.',
  remedy: 'Remove the override; on a slow network raise `requestTimeout` and `connectionTimeout` instead.',
  exceptions: ['A single instance.', 'The annotation `alpha.cnpg.io/livenessPinger` beside the field, which wins.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/instance_manager/#liveness-probe',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/docs/src/release_notes/old/v1.27.md',
  ],

  check(cluster, context) {
    const instances = instanceCount(cluster, context);
    const isOpen =
      cluster.isUnknown(...check) || [check, annotation].some((path) => mayBePatched(cluster, context, ...path));
    if (!instances || instances.value < 2 || isOpen) return undefined;
    const enabled = cluster.get('boolean', ...check, 'enabled');
    const isOff = cluster.has(...check) ? enabled?.value === false : isPingerOff(cluster);
    if (!isOff) return undefined;
    return {
      at: enabled?.at ?? cluster.at(...annotation),
      message:
        'The isolation check is off, so a primary that is cut off keeps confirming writes while another one is promoted',
    };
  },
});

function isPingerOff(cluster: Resource): boolean {
  const json = parseJson(cluster.get('string', ...annotation)?.value ?? '')?.value;
  return typeof json === 'object' && json !== null && memberOf(json, 'enabled') === false;
}
