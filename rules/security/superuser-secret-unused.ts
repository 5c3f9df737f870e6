import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

const access = ['spec', 'enableSuperuserAccess'];

export default defineRule({
  id: 'security/superuser-secret-unused',
  kinds: ['Cluster'],
  about: 'spec.superuserSecret',
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A superuser secret is given only where superuser access is enabled',
  why:
    'Superuser access is off unless asked for (since CloudNativePG 1.21): the secret is ignored and logging in as postgres fails, ' +
    'usually on the day when somebody needs it.',
  remedy: 'Remove superuserSecret, or set `enableSuperuserAccess: true` knowingly.',
  exceptions: ['Patches, and clusters to which a patch gives the access.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/security/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/3452',
    'https://github.com/cloudnative-pg/charts/issues/451',
  ],

  check(cluster, context) {
    const secret = cluster.get('object', 'spec', 'superuserSecret');
    if (!secret || cluster.isPartial || cluster.isUnknown(...access)) return undefined;
    const enabled = cluster.get('boolean', ...access);
    if (enabled?.value === true || mayBePatched(cluster, context, ...access)) return undefined;
    return {
      at: secret.at,
      message: `The superuser secret has no effect, because enableSuperuserAccess is ${enabled ? 'false' : 'not set'}`,
      ...(enabled && { related: [{ at: enabled.at, message: 'Superuser access is off' }] }),
    };
  },
});
