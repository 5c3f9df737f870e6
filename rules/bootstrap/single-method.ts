import { defineRule, type RawFinding, type Resource } from '../../src/rule/index.ts';

const methods = ['initdb', 'recovery', 'pg_basebackup'];

export default defineRule({
  id: 'bootstrap/single-method',
  kinds: ['Cluster'],
  about: 'spec.bootstrap',
  consequence: 'refused',
  preset: 'server',
  summary: 'A Cluster is bootstrapped by one of initdb, recovery and pg_basebackup',
  why: 'The webhook refuses two methods. With one of them left empty it depends on the tools in between which of them counts.',
  remedy: 'Keep the method that the cluster is to be created with, and remove the others.',
  exceptions: [
    'A patch that sets a method to null removes it, and is right.',
    'Two methods while validation is switched off with the annotation `cnpg.io/validation: disabled`.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/bootstrap/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  /** What no webhook sees: patches, and a method left empty, which the API server drops. */
  check(cluster) {
    const written = methods.filter((method) => {
      const path = ['spec', 'bootstrap', method];
      return cluster.hasKey(...path) && !cluster.isUnknown(...path);
    });
    const filled = filledMethods(cluster);
    if (filled.length > 1) return cluster.isPartial ? severalMethods(cluster, filled) : undefined;
    const empty = written.find((method) => !filled.includes(method));
    if (cluster.isPartial || written.length < 2) return undefined;
    return {
      at: cluster.key('spec', 'bootstrap'),
      message: `A cluster starts by one method, and this one has ${inWords(written)}, of which "${empty}" is empty and dropped`,
      severity: 'warning',
      isOurs: true,
      related: places(cluster, written),
    };
  },

  checkAdmission(cluster) {
    const filled = filledMethods(cluster);
    return filled.length > 1 ? severalMethods(cluster, filled) : undefined;
  },
});

function filledMethods(cluster: Resource): readonly string[] {
  return methods.filter((method) => {
    const path = ['spec', 'bootstrap', method];
    return cluster.has(...path) && !cluster.isUnknown(...path);
  });
}

function severalMethods(cluster: Resource, filled: readonly string[]): RawFinding {
  return {
    at: cluster.key('spec', 'bootstrap'),
    message: `A cluster starts by one method, and this one has ${inWords(filled)}`,
    related: places(cluster, filled),
  };
}

function inWords(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' and ');
}

function places(cluster: Resource, names: readonly string[]): NonNullable<RawFinding['related']> {
  return names.map((name) => ({ at: cluster.key('spec', 'bootstrap', name), message: `Method "${name}"` }));
}
