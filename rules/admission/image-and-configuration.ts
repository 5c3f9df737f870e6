import { changedParameters } from '../../src/facts/changed-parameters.ts';
import { defineRule, type Resource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/image-and-configuration',
  kinds: ['Cluster'],
  about: 'spec',
  consequence: 'refused',
  preset: 'server',
  looksAtStored: true,
  summary: 'The image and the parameters of a Cluster are changed one after the other',
  why: 'Both ask for a restart of the primary, and with a switchover the operator can do one at a time only: the webhook refuses a change of both.',
  remedy: 'Apply the new image first and the new parameters when it runs, or set `primaryUpdateMethod: restart`.',
  exceptions: [
    'From 1.28 on, Clusters whose `primaryUpdateMethod` is not `switchover`.',
    'Other images of the same catalog.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/rolling_update/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context, stored) {
    const before = stored && imageOf(stored);
    const after = imageOf(cluster);
    if (!stored || before === undefined || after === undefined || before === after) return undefined;
    const { project } = context;
    const isAnyMethod = project.schemas.operator(project.target).refusesAnyMethodWithParameters;
    if (!isAnyMethod && cluster.get('string', 'spec', 'primaryUpdateMethod')?.value !== 'switchover') return undefined;
    const [first] = changedParameters(stored, cluster, context);
    if (first === undefined) return undefined;
    const path = ['spec', 'postgresql', 'parameters', first];
    return {
      at: cluster.at('spec', 'imageName'),
      message: `The image and the parameter "${first}" change at once`,
      related: [
        {
          at: stored.at('spec', 'imageName'),
          message: before === '' ? 'The image came from a catalog' : `The image was "${before}"`,
        },
        { at: cluster.at(...path), message: 'The new value of the parameter' },
        { at: stored.at(...path), message: 'The old value of the parameter' },
      ],
    };
  },
});

/** The image that a Cluster names; empty for one from a catalog, nothing where it is unknown. */
function imageOf(cluster: Resource): string | undefined {
  return cluster.isEmpty('spec', 'imageName') ? '' : cluster.get('string', 'spec', 'imageName')?.value;
}
