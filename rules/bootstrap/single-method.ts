import { defineRule } from '../../src/rule/index.ts';

const methods = ['initdb', 'recovery', 'pg_basebackup'];

export default defineRule({
  id: 'bootstrap/single-method',
  kinds: ['Cluster'],
  consequence: 'refused',
  preset: 'server',
  summary: 'A Cluster is bootstrapped by one of initdb, recovery and pg_basebackup',
  why: 'The webhook refuses two methods. With one of them left empty it depends on the tools in between which of them counts.',
  remedy: 'Keep the method that the cluster is to be created with, and remove the others.',
  exceptions: ['A patch that sets a method to null removes it, and is right.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/bootstrap/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  check(cluster) {
    const written = methods.filter((method) => {
      const path = ['spec', 'bootstrap', method];
      return cluster.hasKey(...path) && !cluster.isUnknown(...path);
    });
    const filled = written.filter((method) => cluster.has('spec', 'bootstrap', method));
    const counted = cluster.isPartial ? filled : written;
    if (counted.length < 2) return undefined;
    const names = counted.map((method) => `"${method}"`).join(' and ');
    const empty = counted.find((method) => !filled.includes(method));
    return {
      at: cluster.key('spec', 'bootstrap'),
      message:
        filled.length > 1
          ? `A cluster starts by one method, and this one has ${names}`
          : `A cluster starts by one method, and this one has ${names}, of which "${empty}" is empty and dropped`,
      ...(filled.length < 2 && { severity: 'warning', isOurs: true }),
      related: counted.map((method) => ({
        at: cluster.key('spec', 'bootstrap', method),
        message: `Method "${method}"`,
      })),
    };
  },
});
