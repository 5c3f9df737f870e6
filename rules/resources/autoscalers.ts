import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule, type RawFinding, type Resource } from '../../src/rule/index.ts';

const mode = ['spec', 'updatePolicy', 'updateMode'];

export default defineRule({
  id: 'resources/autoscalers',
  kinds: ['HorizontalPodAutoscaler', 'VerticalPodAutoscaler'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'Only the operator changes the size and the number of the instances of a Cluster',
  why:
    "A vertical autoscaler evicts or resizes pods behind the operator's back, and the disruption budget stops it at the primary. A " +
    'horizontal one adds standbys, each a full copy of the data, which take no writes, and removes them again.',
  remedy: 'Set `updateMode: "Off"` and apply the recommendations by hand; remove a HorizontalPodAutoscaler.',
  exceptions: ['Autoscalers of Poolers, which may have as many pods as they like.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/resource_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/docs/src/release_notes/v1.29.md',
  ],

  check(autoscaler, context): RawFinding | undefined {
    if (autoscaler.kind === 'HorizontalPodAutoscaler') {
      const target = clusterAt(autoscaler, 'scaleTargetRef');
      return target === undefined
        ? undefined
        : {
            at: autoscaler.at('spec', 'scaleTargetRef', 'name'),
            message: `A HorizontalPodAutoscaler adds and removes instances of cluster "${target}"`,
            help: 'Remove the HorizontalPodAutoscaler, and set `instances` of the Cluster.',
          };
    }
    const target = clusterAt(autoscaler, 'targetRef');
    if (target === undefined || autoscaler.isPartial || mayBePatched(autoscaler, context, ...mode)) return undefined;
    const written = autoscaler.get('string', ...mode);
    if (written?.value === 'Off' || (!written && (autoscaler.has(...mode) || autoscaler.isUnknown(...mode))))
      return undefined;
    return {
      at: autoscaler.at(...mode),
      message: `A VerticalPodAutoscaler ${written ? `with updateMode "${written.value}"` : 'without updateMode'} evicts or resizes the pods of cluster "${target}"`,
      help: 'Set `updateMode: "Off"`, and apply its recommendations to the Cluster by hand.',
    };
  },
});

/** The name of the Cluster that a reference means. */
function clusterAt(autoscaler: Resource, field: string): string | undefined {
  const version = autoscaler.get('string', 'spec', field, 'apiVersion')?.value ?? '';
  const isCluster = autoscaler.get('string', 'spec', field, 'kind')?.value === 'Cluster';
  return isCluster && version.startsWith('postgresql.cnpg.io/')
    ? autoscaler.text('spec', field, 'name')?.value
    : undefined;
}
