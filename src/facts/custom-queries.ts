import { readEmbeddedYaml } from '../model/embedded.ts';
import type { ResourcePlace } from '../model/resource.ts';
import { defineFact, mayShareNamespace, type Project, type Resource } from '../rule/index.ts';
import { queryFaults } from '../values/custom-queries.ts';
import { addTo } from '../values/lists.ts';
import { secretValue } from './secret-values.ts';

/** A document of queries for the exporter, and the Cluster that asks for it. */
export interface CustomQueries {
  readonly text: string;
  readonly at: ResourcePlace;
  /** Whether the text is not the one that is written. */
  readonly isBase64: boolean;
  readonly cluster: Resource;
}

const fields = { ConfigMap: 'customQueriesConfigMap', Secret: 'customQueriesSecret' } as const;

/** Which documents of queries does a ConfigMap or a Secret hold, each once? Those that a Cluster in view asks for. */
export const customQueries = defineFact<Resource, readonly CustomQueries[]>({
  name: 'custom-queries',
  compute(holder, context) {
    const found = new Map<string, CustomQueries>();
    for (const { cluster, key } of context.fact(queryUses, context.project).get(`${holder.kind}/${holder.name}`) ??
      []) {
      if (found.has(key) || !mayShareNamespace(holder, cluster)) continue;
      const plain = holder.get('string', 'data', key);
      const value =
        holder.kind === 'Secret'
          ? secretValue(holder, key)
          : plain && !plain.assumed && { text: plain.value, at: plain.at, isBase64: false };
      if (value) found.set(key, { text: value.text, at: value.at, isBase64: value.isBase64, cluster });
    }
    return [...found.values()];
  },
});

interface QueryUse {
  readonly cluster: Resource;
  readonly key: string;
}

const queryUses = defineFact<Project, ReadonlyMap<string, readonly QueryUse[]>>({
  name: 'query-uses',
  compute(project) {
    const uses = new Map<string, QueryUse[]>();
    for (const cluster of project.ofKind('Cluster'))
      for (const [kind, field] of Object.entries(fields))
        for (const { at } of cluster.list('object', 'spec', 'monitoring', field)) {
          const name = cluster.text(...at.path, 'name');
          const key = cluster.text(...at.path, 'key');
          if (name && key) addTo(uses, `${kind}/${name.value}`, { cluster, key: key.value });
        }
    return uses;
  },
});

/** A mistake in a document of queries. */
export interface QueryMistake {
  readonly at: ResourcePlace;
  readonly message: string;
  /** Whether the rest of the document is read all the same. */
  readonly isAlone: boolean;
}

/** What is wrong with a document of queries; nothing where a tool that renders templates has still to fill it in. */
export function queryMistakes({ text, at, isBase64 }: CustomQueries): readonly QueryMistake[] {
  const yaml = readEmbeddedYaml(text);
  if (!yaml) return [];
  const within = (range: NonNullable<ResourcePlace['within']>): ResourcePlace =>
    isBase64 ? at : { ...at, within: range };
  if (yaml.fault) {
    const { is, range } = yaml.fault;
    const message = is === 'syntax' ? 'The queries are no YAML' : 'A key stands twice in one mapping of the queries';
    return [{ at: within(range), message, isAlone: false }];
  }
  return [...queryFaults(yaml.value)].map(({ path, message, isAlone }) => ({
    at: within(yaml.rangeOf(path)),
    message,
    isAlone,
  }));
}
