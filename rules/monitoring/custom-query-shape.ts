import { customQueries, queryMistakes } from '../../src/facts/custom-queries.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'monitoring/custom-query-shape',
  kinds: ['ConfigMap', 'Secret'],
  consequence: 'refused',
  preset: 'recommended',
  summary: 'Each query for the exporter has the shape that it reads',
  why:
    'A document of queries in which anything is of the wrong type is not read at all, and a column without a usage that the exporter ' +
    'knows makes no metric. Nothing but a line in the log of the instances says so.',
  remedy:
    'Write a mapping of names, each with `query` and a list `metrics` of columns, each with a `usage` of DISCARD, LABEL, COUNTER, GAUGE, HISTOGRAM, MAPPEDMETRIC or DURATION.',
  exceptions: [
    'ConfigMaps and Secrets that no Cluster in view names in its monitoring section, and keys that it does not name.',
    'What is encrypted, or filled in by a later tool.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/monitoring/#user-defined-metrics',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/pkg/management/postgres/metrics/parser.go',
  ],

  *check(holder, context) {
    for (const queries of context.fact(customQueries, holder))
      for (const { at, message, isAlone } of queryMistakes(queries))
        yield {
          at,
          message: isAlone ? message : `${message}, so none of them is read`,
          related: [{ at: queries.cluster.key('spec', 'monitoring'), message: 'Who asks for these queries' }],
        };
  },
});
