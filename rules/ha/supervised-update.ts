import { instanceCount } from '../../src/facts/instance-count.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

const path = ['spec', 'primaryUpdateStrategy'];

export default defineRule({
  id: 'ha/supervised-update',
  kinds: ['Cluster'],
  about: 'spec.primaryUpdateStrategy',
  consequence: 'advice',
  preset: 'production',
  summary: 'A Cluster updates its primary by itself',
  why:
    'With `supervised`, a new image and every parameter that needs a restart stop halfway: the standbys are updated, and the primary waits ' +
    'until somebody starts a switchover, while tools for deployment already say that all is done.',
  remedy: 'Use `unsupervised`, or see to it that somebody runs the switchover: then switch this rule off.',
  exceptions: ['A single instance, with which the webhook refuses it.'],
  references: ['https://cloudnative-pg.io/documentation/current/rolling_update/'],

  check(cluster, context) {
    const strategy = cluster.get('string', ...path);
    if (strategy?.value !== 'supervised' || instanceCount(cluster, context)?.value === 1) return undefined;
    if (!cluster.isPartial && mayBePatched(cluster, context, ...path)) return undefined;
    return {
      at: strategy.at,
      message:
        'primaryUpdateStrategy is "supervised", so the primary keeps its old image until somebody runs a switchover',
    };
  },
});
