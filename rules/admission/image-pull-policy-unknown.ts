import { defineRule, nearest } from '../../src/rule/index.ts';

const policies = ['Always', 'IfNotPresent', 'Never'];

export default defineRule({
  id: 'admission/image-pull-policy-unknown',
  kinds: ['Cluster'],
  about: 'spec.imagePullPolicy',
  consequence: 'refused',
  preset: 'server',
  summary: 'An image pull policy is one that Kubernetes knows, in its spelling',
  why: 'The schema leaves the policy open, and the webhook refuses what is none of the three that Kubernetes has.',
  remedy: 'Write `Always`, `IfNotPresent` or `Never`.',
  references: [
    'https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const policy = cluster.get('string', 'spec', 'imagePullPolicy');
    if (!policy || policy.value === '' || policies.includes(policy.value)) return undefined;
    const meant = nearest(policy.value, policies);
    return {
      at: policy.at,
      message: `"${policy.value}" is no image pull policy`,
      ...(meant !== undefined && { help: `Write "${meant}"` }),
    };
  },
});
